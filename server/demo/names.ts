import type { SeededRandom } from './seeded-random';

/** Picks a name that is common in the country or, in a quarter of the cases, a name of any culture. */
export function pickName(chance: SeededRandom, country: string): string {
  const home = CULTURE_OF[country];
  const culture = home === undefined || chance.oneIn(4) ? chance.pick(Object.keys(NAMES)) : home;
  const names = NAMES[culture];
  if (names === undefined) throw new RangeError(`There are no names for "${culture}".`);
  const given = chance.pick(names.given.split(' '));
  const family = chance.pick(names.family.split(' ')).replaceAll('_', ' ');
  return names.familyFirst === true ? `${family} ${given}` : `${given} ${family}`;
}

const CULTURE_OF: Readonly<Record<string, string>> = {
  ...{ AR: 'hispanic', CL: 'hispanic', CO: 'hispanic', ES: 'hispanic', MX: 'hispanic', PE: 'hispanic' },
  ...{ AU: 'english', CA: 'english', GB: 'english', IE: 'english', NZ: 'english', US: 'english' },
  ...{ AT: 'german', CH: 'german', DE: 'german', BR: 'lusophone', PT: 'lusophone' },
  ...{ FI: 'nordic', NO: 'nordic', SE: 'nordic', CZ: 'slavic', PL: 'slavic', RO: 'romanian' },
  ...{ AE: 'arabic', EG: 'arabic', MA: 'arabic', GH: 'west-african', NG: 'west-african', SN: 'west-african' },
  ...{ KE: 'east-african', ZA: 'southern-african', IN: 'indian', SG: 'chinese', TW: 'chinese', KR: 'korean' },
  ...{ FR: 'french', ID: 'indonesian', IT: 'italian', JP: 'japanese', MY: 'indonesian', NL: 'dutch' },
  ...{ PH: 'filipino', TH: 'thai', TR: 'turkish', VN: 'vietnamese' },
};

/** Common given and family names, joined by spaces. An underscore stands for a space inside a name. */
const NAMES: Readonly<Record<string, { given: string; family: string; familyFirst?: true }>> = {
  arabic: {
    given: 'Amal Bilal Dalia Hadi Karim Layla Mona Nadia Omar Rania Salma Tarek Yasin Zaynab',
    family: 'Abbas Aziz Bennani Darwish Fahmy Habib Idrissi Khoury Mansour Naguib Saleh Shahin Taleb',
  },
  chinese: {
    given: 'Jia-Wei Hui-Min Kai-Xin Li-Na Mei-Yun Ming-Hao Shu-Fen Wei-Jie Xiao-Ting Yi-Chen Zhi-Peng',
    family: 'Chan Chen Goh Huang Koh Lim Lin Ng Tan Teo Wang Wong Yeo Zhang',
    familyFirst: true,
  },
  dutch: {
    given: 'Anouk Bas Daan Eva Floor Gijs Jasmijn Koen Lotte Maarten Noor Ruben Sanne Teun',
    family:
      'Bakker van_Dijk Dijkstra Jansen de_Jong Kuipers Mulder Peters Postma Smit Visser de_Vries Wolters',
  },
  'east-african': {
    given: 'Achieng Amani Baraka Faith Grace Hamisi Imani Kevin Mercy Neema Otieno Salim Wambui Zawadi',
    family: 'Barasa Chebet Juma Karanja Kimani Kiptoo Maina Mutua Mwangi Njoroge Ochieng Wanjala Were',
  },
  english: {
    given: 'Alice Ben Charlotte Ethan Fiona George Hannah Isaac Jade Liam Megan Oliver Ruth Sam Zoe',
    family:
      'Adams Barker Clarke Doyle Ellis Fletcher Grant Hughes Kavanagh Lowe Mercer Nolan Price Shaw Webb',
  },
  filipino: {
    given: 'Althea Benjo Carlo Divina Erwin Jasmine Joel Liza Marites Nestor Paolo Rowena Trisha',
    family: 'Aquino Bautista Castillo Dela_Cruz Domingo Flores Garcia Manalo Ocampo Ramos Santos Villanueva',
  },
  french: {
    given: 'Adèle Bastien Camille Clément Élodie Florian Gaëlle Hugo Inès Julien Léa Manon Rémi Théo',
    family: 'Bernard Blanchard Caron Dubois Fontaine Garnier Lambert Lefèvre Marchand Perrin Renaud Vidal',
  },
  german: {
    given: 'Anja Benedikt Carla Dominik Elke Fabian Greta Henning Ida Jakob Lena Moritz Nele Ruth Tobias',
    family:
      'Albrecht Baumann Brandt Egger Fuchs Gruber Hartmann Keller Lang Meier Pichler Schulte Vogt Weber',
  },
  hispanic: {
    given: 'Alejandra Bruno Camila Diego Elena Facundo Gabriela Hugo Julieta Lucía Mateo Paula Renata Tomás',
    family:
      'Aguilar Bravo Cabrera Espinoza Fuentes Herrera Ledesma Molina Navarro Ortega Peña Quiroga Rivas Soto',
  },
  indian: {
    given:
      'Aditi Arjun Deepa Gaurav Isha Karthik Lakshmi Manoj Nandini Pooja Rahul Sanjay Sunita Vikram Zoya',
    family: 'Bhat Chatterjee Das Gupta Iyer Khan Menon Nair Patel Rao Reddy Sharma Singh Verma',
  },
  indonesian: {
    given: 'Aisyah Bagus Citra Dewi Eko Farah Hafiz Indah Joko Nurul Putri Rizky Siti Wayan Yusuf',
    family:
      'Abdullah Halim Hidayat Kusuma Lestari Nugroho Pratama Rahman Santoso Setiawan Wijaya Yusof Zulkifli',
  },
  italian: {
    given: 'Alessia Bruno Chiara Davide Elisa Fabio Giulia Lorenzo Marta Nicolò Paola Riccardo Sara Vito',
    family:
      'Barbieri Caruso Conti De_Luca Esposito Ferri Galli Leone Marini Moretti Pellegrini Rinaldi Villa',
  },
  japanese: {
    given: 'Akiko Chihiro Emi Hiroshi Kaito Kenji Mika Naoki Ren Sachiko Takumi Tomoko Yuki Yusuke',
    family: 'Aoki Endo Fujita Hayashi Ishii Kimura Maeda Nakano Ogawa Sasaki Shimizu Ueda Yamashita',
  },
  korean: {
    given: 'Do-yun Eun-ji Ha-eun Hyun-woo Jae-min Ji-hye Min-seo Seung-ho So-yeon Tae-yang Yu-jin',
    family: 'Ahn Cho Choi Han Hwang Jang Jung Kang Kim Kwon Lee Lim Park Yoon',
    familyFirst: true,
  },
  lusophone: {
    given: 'Adriana Bruno Clara Davi Eduarda Filipe Helena Joana Leandro Luana Miguel Rafaela Tiago Vitória',
    family:
      'Almeida Azevedo Barbosa Cardoso Dias Esteves Freitas Lopes Moreira Nogueira Pereira Rocha Vieira',
  },
  nordic: {
    given: 'Astrid Elin Emil Freja Gustav Helmi Ida Jonas Kaisa Lars Maja Oskari Sara Sigrid Veikko',
    family:
      'Andersson Berg Dahl Eklund Hagen Järvinen Korhonen Lindqvist Mäkelä Nilsson Solberg Strand Virtanen',
  },
  romanian: {
    given: 'Adrian Bianca Călin Daniela Elena Florin Ioana Liviu Mihaela Radu Simona Tudor Vlad',
    family: 'Albu Ciobanu Dobre Enache Iliescu Lungu Manea Moraru Nistor Popa Rusu Stan Vasile',
  },
  slavic: {
    given: 'Adam Barbora Dominik Ewa Filip Hana Jakub Katarzyna Lucie Marek Natalia Ondrej Tereza Wojciech',
    family: 'Adamczyk Benda Chmiel Dvorak Fiala Gajda Horak Kozak Kral Mazur Novak Pospisil Sikora Zelenka',
  },
  'southern-african': {
    given: 'Anele Bongani Chantel Dumisani Johan Kagiso Lerato Marlize Naledi Sipho Themba Zanele',
    family: 'Botha Dube Jacobs Khumalo Mahlangu Mokoena Naidoo Ndlovu Nkosi Pillay Steyn Tshabalala Zulu',
  },
  thai: {
    given: 'Anong Chai Kanya Korn Malee Niran Ploy Prasert Somchai Suda Tanawat Wipa',
    family: 'Boonmee Chaiyasit Jaidee Kaewmanee Petchsri Rattanakorn Saetang Srisai Thongchai Wongsuwan',
  },
  turkish: {
    given: 'Ahmet Ayla Burak Ceren Deniz Elif Emre Gizem Hakan Kerem Leyla Murat Selin Zeynep',
    family: 'Acar Aksoy Arslan Bulut Demir Erdem Kaplan Korkmaz Kurt Polat Tekin Yavuz Yildiz',
  },
  vietnamese: {
    given: 'An Bình Dung Giang Hải Hoa Khánh Lan Long Mai Nga Phúc Quang Thảo Trang Tuấn',
    family: 'Bùi Cao Dương Hoàng Huỳnh Lý Mai Ngô Phan Phùng Tô Trịnh Võ',
    familyFirst: true,
  },
  'west-african': {
    given: 'Abena Aminata Chidi Efua Femi Ibrahima Kofi Kwame Mariama Ngozi Ousmane Sade Tunde Yaa',
    family: 'Adeyemi Afolabi Asante Balogun Boateng Diallo Diop Eze Mensah Ndiaye Obi Okafor Owusu Sarr',
  },
};
