import { type DaemonSet } from '../../objects'
import { type WatchHands } from '../watch-hands'

/** The DaemonSet of the join test in sonic-mgmt. */
export const testSet = setOf(
  'group',
  'test-ds-pod',
  { deployDaemonset: 'true' },
  'mock-ds-container',
)

export function setOf(
  label: string,
  value: string,
  nodeSelector: Record<string, string>,
  container: string,
): DaemonSet['spec'] {
  return {
    selector: { matchLabels: { [label]: value } },
    template: {
      metadata: { labels: { [label]: value } },
      spec: {
        nodeSelector,
        hostNetwork: true,
        containers: [{ name: container, image: 'k8s.gcr.io/pause:3.5' }],
      },
    },
  }
}

/** The device has joined, and the test DaemonSet's pod runs on it. */
export async function running(hands: WatchHands): Promise<void> {
  hands.createSet('test-daemonset', testSet)
  await hands.joined()
  hands.label('deployDaemonset', 'true')
  await hands.podIsReady('test-daemonset')
  await hands.clock.pass(1)
}
