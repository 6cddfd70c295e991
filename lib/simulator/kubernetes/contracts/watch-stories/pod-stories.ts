import { type WatchStory } from '../watch-story'
import { running, setOf, testSet } from './test-daemonset'

const labelled: WatchStory = {
  name: 'a label brings a pod and its removal takes it away',
  streams: [
    '007-pods-label-to-running-to-unlabel-to-gone',
    '008-events-label-unlabel',
    '009-daemonset-label-unlabel',
    '010-node-label-unlabel',
  ],
  async before(hands) {
    hands.createSet('test-daemonset', testSet)
    await hands.joined()
  },
  async happens(hands) {
    await hands.at(1.1)
    hands.label('deployDaemonset', 'true')
    await hands.at(6.9)
    hands.label('deployDaemonset', undefined)
    await hands.podIsGone('test-daemonset')
    hands.label('x', '1')
    await hands.clock.pass(0.2)
    hands.label('x', '2')
    await hands.clock.pass(0.1)
    hands.label('x', undefined)
  },
}

const replaced: WatchStory = {
  name: 'a pod that is deleted, with grace or without, is replaced when it is gone',
  streams: ['011-pods-delete-respawn'],
  before: running,
  async happens(hands) {
    await hands.at(0.5)
    hands.deletePod('test-daemonset')
    const { name } = hands.pod('test-daemonset')!.metadata
    await hands.until('there is another', () => hands.pod('test-daemonset')?.metadata.name !== name)
    await hands.podIsReady('test-daemonset')
    hands.deletePod('test-daemonset', 0)
    await hands.podIsReady('test-daemonset')
  },
}

const deletedInBackground: WatchStory = {
  name: 'a DaemonSet deleted in the background goes first, its pods follow',
  streams: ['014-pods-daemonset-delete-background', '015-daemonset-delete-background'],
  async before(hands) {
    await hands.joined()
    hands.label('deployDaemonset', 'true')
    hands.createSet(
      'ds-background',
      setOf('group', 'ds-background', { deployDaemonset: 'true' }, 'c'),
    )
    await hands.podIsReady('ds-background')
  },
  async happens(hands) {
    await hands.at(0.52)
    hands.deleteSet('ds-background')
    await hands.until(
      'its container has ended',
      () =>
        hands.pod('ds-background')?.status.containerStatuses?.[0]?.state.terminated !== undefined,
    )
  },
}

const imageMissing: WatchStory = {
  name: 'an image that does not exist is pulled in vain and waited for, in turns',
  streams: ['018-pods-image-nonexistent', '019-events-image-nonexistent'],
  async before(hands) {
    await running(hands)
    hands.changeSet('test-daemonset', (_, { containers }) => {
      containers[0]!.image = 'k8s.gcr.io/nosuch:9.9'
    })
    await hands.until(
      'the old pod is being deleted',
      () => hands.pod('test-daemonset')?.metadata.deletionTimestamp !== undefined,
    )
  },
  happens: (hands) => hands.untilAsRecorded('018-pods-image-nonexistent'),
}

export const podStories = [labelled, replaced, deletedInBackground, imageMissing]
