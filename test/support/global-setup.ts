export { offerMariadb as default } from './mariadb';
