import { type runCucumber } from '@cucumber/cucumber/api'

/** Cucumber's own account of a run, one message at a time, and the parts of it that we read. */
export type Envelope = Parameters<NonNullable<Parameters<typeof runCucumber>[2]>>[0]
export type GherkinDocument = NonNullable<Envelope['gherkinDocument']>
export type Pickle = NonNullable<Envelope['pickle']>
export type TestCase = NonNullable<Envelope['testCase']>
export type TestStepResult = NonNullable<Envelope['testStepFinished']>['testStepResult']
export type Attachment = NonNullable<Envelope['attachment']>
