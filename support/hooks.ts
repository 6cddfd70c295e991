import {
  After,
  AfterAll,
  Before,
  type ITestCaseHookParameter,
  setDefaultTimeout,
  setDefinitionFunctionWrapper,
  setWorldConstructor,
  Status,
} from '@cucumber/cucumber'
import { useNativeMatchIndices } from './loading/native-match-indices'
import { endWhenInterrupted, interruption, listenInWorker } from './interruption'
import { skipReasonMediaType } from './reporting/media-types'
import { live } from './library'
import { redactWhatLeaves } from './redaction'
import { shortenTracesWhileLoading } from './loading/short-traces'
import { KubesonicWorld } from './world'

useNativeMatchIndices()
shortenTracesWhileLoading()
setWorldConstructor(KubesonicWorld)
setDefinitionFunctionWrapper(endWhenInterrupted)
listenInWorker()
redactWhatLeaves()

// Longer than any wait of ours, so that people read our message and not "function timed out".
setDefaultTimeout(30 * 60_000)

/** Half an undo would be going on while the machines are put back. Cucumber passes this to endWhenInterrupted. */
const uninterruptible = { wrapperOptions: { uninterruptible: true } }

Before({ name: 'Skip what a run that was ended did not begin' }, function (this: KubesonicWorld) {
  if (interruption.why === undefined) return undefined
  this.attach(interruption.why, skipReasonMediaType)
  return 'skipped'
})

Before(
  { name: 'Skip what needs a simulated testbed', tags: '@simulated' },
  function (this: KubesonicWorld) {
    return live().skipUnlessSimulated(this)
  },
)

Before({ name: 'Skip what needs a registry', tags: '@pull' }, function (this: KubesonicWorld) {
  return live().skipWithoutRegistry(this)
})

Before(
  { name: 'Bring the testbed to clustered', tags: '@clustered' },
  function (this: KubesonicWorld) {
    return live().reachOrSkip(this, 'clustered')
  },
)

// Before it joins: a DUT that has joined would have to leave for it, and to join again.
Before(
  { name: 'Tell the DUT the way to its images', tags: '@upgrade' },
  function (this: KubesonicWorld) {
    return live().tellWayToImages(this)
  },
)

Before({ name: 'Bring the testbed to joined', tags: '@joined' }, function (this: KubesonicWorld) {
  return live().reachOrSkip(this, 'joined')
})

After(
  { name: 'Undo what the scenario did', ...uninterruptible },
  async function (this: KubesonicWorld, { result }: ITestCaseHookParameter) {
    try {
      await this.faults[Symbol.asyncDispose]()
    } finally {
      if (result?.status === Status.FAILED) await live().awaitMachines(this)
      await this.undo[Symbol.asyncDispose]()
    }
  },
)

// After hooks run last-defined first: the evidence is gathered, and a person may look, before it is undone.
After(
  { name: 'Pause for a person to look', timeout: -1 },
  async function (this: KubesonicWorld, { pickle, result }: ITestCaseHookParameter) {
    if (result?.status === Status.FAILED)
      await live().pausing.pause(pickle.name, result.message ?? '')
  },
)

After(
  { name: 'Collect evidence of the failure' },
  async function (this: KubesonicWorld, { result }: ITestCaseHookParameter) {
    if (result?.status === Status.FAILED) await live().attachEvidence(this)
  },
)

AfterAll({ name: 'Close the connections' }, () => live().closeWorkerSession())
