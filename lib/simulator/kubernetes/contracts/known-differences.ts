import { type Hunk } from '../testing/hunks'

const backOff = 'MODIFIED BackOff of Pod crash-<id>: Back-off restarting failed container'
const count = (times: number): string => `  .count: ${times}`

/** How a simulated watch still differs from its recording, line by line, and why. */
export const knownWatchDifferences: Readonly<
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
}

/** Answers of the simulated API that still differ from the recorded ones, and why; each is proven to differ. */
export const knownAnswerDifferences: Readonly<Record<string, string>> = {
  '038 anonymous-cluster-info':
    'the simulated CA has an elliptic key, so its certificate is short enough for a Content-Length',
  '051 configmap-cluster-info':
    'the simulated CA has an elliptic key, so its certificate is short enough for a Content-Length',
  '057 daemonset-post-wrong-type-400':
    'the real decoder quotes the bytes around the mistake and names the structs around the field; here the field is named',
  '083 pods-list-limit-continue': 'the static pod of etcd has no command, probes and volumes',
  '089 events-Table': "the recorded cluster's kubelets reported their nodes' state several times",
  '113 node-patch-label-wrong-type-400':
    'the real decoder quotes the bytes around the mistake and names the structs around the field; here the field is named',
}
