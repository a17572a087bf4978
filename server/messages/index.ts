export {
  inSequence,
  sentence,
  type Amount,
  type Phrase,
  type Sentence,
  type SentenceKey,
  type SentenceOf,
  type Values,
} from './sentence';
