import { library } from '../library'
import { type KubesonicWorld } from '../world'

/**
 * Attaches what a person would look at first: the node and the pods as YAML, events, what the DUT says, its databases,
 * the last lines of ctrmgrd's and the kubelet's journal, its containers. What cannot be had says why in its place.
 */
export async function attachEvidence(world: KubesonicWorld): Promise<void> {
  const session = world.sessionIfConnected
  if (!session) return
  for (const { fileName, mediaType, text } of await library().gatherEvidence(session))
    world.attach(text, { mediaType, fileName })
}
