export {
  failure,
  success,
  type Answer,
  type AnswerMeta,
  type DataOf,
  type FailureAnswer,
  type FailureMore,
  type Handler,
  type Script,
  type SuccessAnswer,
} from './testing/answers.js';
export { exampleItemOf, exampleOf } from './testing/example-of.js';
export {
  createFakeConnector,
  FakeConnector,
  type FakeCall,
  type FakeOptions,
} from './testing/fake-connector.js';
