import { type PodSpec } from '../../objects'
import { type WatchHands } from '../watch-hands'

/** The node has joined, and there is a namespace for the pod. */
export async function joinedWith(hands: WatchHands, namespace: string): Promise<void> {
  await hands.joined()
  hands.createNamespace(namespace)
  await hands.clock.pass(1)
}

/** A DaemonSet `pull` in a namespace of its own. */
export function pull(
  hands: WatchHands,
  namespace: string,
  container: { image: string; imagePullPolicy: string },
  more: Partial<PodSpec> = {},
): void {
  hands.createSet(
    'pull',
    {
      selector: { matchLabels: { app: 'pull' } },
      template: {
        metadata: { labels: { app: 'pull' } },
        spec: {
          nodeSelector: { 'worker.sonic/platform': 'x86_64-kvm_x86_64-r0' },
          hostNetwork: true,
          terminationGracePeriodSeconds: 1,
          containers: [
            {
              name: 'main',
              command: ['sh', '-c', "trap 'exit 0' TERM; while :; do sleep 1; done"],
              ...container,
            },
          ],
          ...more,
        },
      },
    },
    namespace,
  )
}
