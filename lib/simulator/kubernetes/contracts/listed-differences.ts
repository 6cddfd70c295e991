import type { ListedDifference } from '../../testing/difference-list'
import { type Hunk } from '../../testing/hunks'

const backOff = 'MODIFIED BackOff of Pod crash-<id>: Back-off restarting failed container'
const count = (times: number): string => `  .count: ${times}`

/** How a simulated watch still differs from its recording, line by line, and why. */
export const listedWatchDifferences: Readonly<
  Record<string, { readonly why: string; readonly hunks: readonly Hunk[] }>
> = {
  'containers-027-events-crashloop': {
    why: 'the real kubelet looked twice, a second apart, after the second crash and after no other: one BackOff more there, and all later counts are one higher',
    hunks: [
      { wanted: [backOff, count(2)], given: [] },
      { wanted: [count(3)], given: [count(2)] },
      { wanted: [count(4)], given: [count(3)] },
      { wanted: [], given: [count(4), backOff] },
      { wanted: [backOff, count(8)], given: [] },
      { wanted: [], given: [count(8), backOff] },
      { wanted: [count(25)], given: [count(24)] },
    ],
  },
  'containers-221-events-pull-absent-Never': {
    why: 'the real kubelet saw the sandbox in two steps there, a second apart, so it looked three times; in 103 it looked twice, as here',
    hunks: [
      {
        wanted: [
          'MODIFIED ErrImageNeverPull of Pod pull-<id>: Container image "10.251.0.1:5000/lab/bb:3" is not present wi',
          count(3),
          'MODIFIED Failed of Pod pull-<id>: Error: ErrImageNeverPull',
          count(3),
        ],
        given: [],
      },
    ],
  },
  'containers-250-pods-pull-behind-stalled-pull': {
    why: 'in the lab the container had been removed before the kubelet looked how it had ended',
    hunks: [
      {
        wanted: [
          '  .status.containerStatuses[main].containerID: undefined',
          '  .status.containerStatuses[main].imageID: ""',
          '  .status.containerStatuses[main].lastState.terminated.exitCode: 137',
          '  .status.containerStatuses[main].lastState.terminated.finishedAt: null',
          '  .status.containerStatuses[main].lastState.terminated.message: "The container could not be located when the pod was deleted.  The container used to be Running"',
          '  .status.containerStatuses[main].lastState.terminated.reason: "ContainerStatusUnknown"',
          '  .status.containerStatuses[main].lastState.terminated.startedAt: null',
          '  .status.containerStatuses[main].state.waiting.reason: "ContainerCreating"',
        ],
        given: [
          '  .status.containerStatuses[main].state.terminated.containerID: "docker://<id>"',
          '  .status.containerStatuses[main].state.terminated.exitCode: 0',
          '  .status.containerStatuses[main].state.terminated.finishedAt: "<time>"',
          '  .status.containerStatuses[main].state.terminated.reason: "Completed"',
          '  .status.containerStatuses[main].state.terminated.startedAt: "<time>"',
        ],
      },
    ],
  },
}

/** Answers of the simulated API that still differ from the recorded ones, and why; each is proven to differ. */
export const listedAnswerDifferences: Readonly<Record<string, string>> = {
  '038 anonymous-cluster-info':
    'the simulated CA has an elliptic key, so its certificate is short enough for a Content-Length',
  '051 configmap-cluster-info':
    'the simulated CA has an elliptic key, so its certificate is short enough for a Content-Length',
  '089 events-Table': "the recorded cluster's kubelets reported their nodes' state several times",
  '113 node-patch-label-wrong-type-400':
    'the node is quoted whole: with who owns its fields, keys in order where the patch reached, and its own machine',
}

/** How what was typed and asked in the middle of a watched story still differs, and why. */
export const listedLookDifferences: readonly ListedDifference[] = [
  {
    recordings: ['011-kubectl-CrashLoopBackOff'],
    lines: /kubelet {2}(Container image|Created container|Back-off restarting)/,
    why: 'The real kubelet had looked once more by then, as in the events of this story: here the status comes with the next restart.',
  },
  {
    recordings: ['065-kubectl-CrashLoopBackOff-later'],
    lines: /Back-off restarting failed container/,
    why: 'As in the events of this story, the real count is one higher.',
  },
  {
    recordings: [
      '020-pod-log-container-main',
      '023-pod-log-sinceSeconds',
      '040-kubectl-two-containers',
    ],
    lines: /main line|^stdout [-+] up$/,
    why: 'What a script writes is followed as far as its first loop.',
  },
  {
    recordings: ['040-kubectl-two-containers'],
    lines: /Back-off restarting failed container/,
    why: 'kubectl sorts events by the second of their time: here this one falls into that of the next.',
  },
  {
    recordings: ['044-kubectl-readiness-failing'],
    lines: /Unhealthy/,
    why: 'Where in its period a probe begins is chance.',
  },
  {
    recordings: ['145-kubectl-pull-missing-secret-first'],
    lines: /FailedMount/,
    why: 'Once in twelve pods the real kubelet asked for the token of the service account before its cache knew of it.',
  },
  {
    recordings: ['154-kubectl-pull-repo-unknown', '170-kubectl-pull-proxy-down'],
    lines: /Failed/,
    why: 'The next attempt had just failed in the lab; here it is under way.',
  },
]
