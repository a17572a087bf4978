export {
  inSequence,
  sentence,
  type Amount,
  type BenefitSource,
  type Named,
  type Phrase,
  type Sentence,
  type SentenceKey,
  type SentenceOf,
  type Values,
} from './sentence';
