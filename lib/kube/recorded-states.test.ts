import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type V1Node, type V1Pod } from './api/client-node'
import { describeNode, isReady } from './node-state'
import { describePod, isRunning, nodeOf } from './pod-state'

// The fixtures are watches of a real cluster (Kubernetes 1.20.2), cut down to the fields that are read here.

test('a pod counts as Running from its start until it is deleted, though its phase stays to the end', () => {
  const events = recorded<V1Pod>('pods-label-to-gone')

  assert.deepEqual(distinct(events.map(({ object }) => describePod(object))), [
    'test-daemonset-t7ct5 Pending (not scheduled yet)',
    'test-daemonset-t7ct5 Pending',
    'test-daemonset-t7ct5 Pending (ContainerCreating)',
    'test-daemonset-t7ct5 Running',
    'test-daemonset-t7ct5 Running, being deleted',
    'test-daemonset-t7ct5 Running (mock-ds-container ended with 0, Completed), being deleted',
  ])
  const running = events.filter(({ object }) => isRunning(object)).map(({ t }) => t)
  assert.deepEqual(running, [1.75])
  assert.deepEqual(distinct(events.map(({ object }) => nodeOf(object))), ['vlab-01'])
})

test('a pod whose image does not exist never counts as Running, and says why', () => {
  const events = recorded<V1Pod>('pods-image-nonexistent')
  const states = distinct(events.map(({ object }) => describePod(object)))

  assert.equal(
    events.some(({ object }) => isRunning(object)),
    false,
  )
  assert.match(
    states[5] ?? '',
    /^test-daemonset-mb2hz Pending \(ErrImagePull: rpc error: .* resolution\)$/,
  )
  assert.equal(
    states[6],
    'test-daemonset-mb2hz Pending (ImagePullBackOff: Back-off pulling image "k8s.gcr.io/nosuch:9.9")',
  )
})

test('a pod on a node that was lost does not count as Running', () => {
  const events = recorded<V1Pod>('pods-kubelet-stopped')

  assert.deepEqual(
    events.slice(0, 4).map(({ object }) => `${isRunning(object)}: ${describePod(object)}`),
    [
      'true: test-daemonset-gw6r7 Running',
      'false: test-daemonset-gw6r7 Running (not Ready: is its node?)',
      'false: test-daemonset-gw6r7 Running (not Ready: is its node?), being deleted',
      'false: test-daemonset-gw6r7 Failed (NodeAffinity: Pod Predicate NodeAffinity failed), being deleted',
    ],
  )
})

test('a joining node is NotReady until the kubelet says so itself', () => {
  const events = recorded<V1Node>('nodes-join')

  assert.deepEqual(distinct(events.map(({ object }) => describeNode(object))), [
    'NotReady (KubeletNotReady: [CSINode is not yet initialized, missing node capacity for resources: ephemeral-storage])',
    'NotReady (KubeletNotReady: CSINode is not yet initialized)',
    'Ready',
  ])
  assert.equal(events.find(({ object }) => isReady(object))?.t, 24.203)
})

test('a node whose kubelet has stopped is not Ready until it is back', () => {
  const events = recorded<V1Node>('nodes-kubelet-stopped')

  assert.deepEqual(
    events.map(({ object }) => isReady(object)),
    [true, true, false, false, false, false, true, true, true],
  )
  assert.equal(
    describeNode(events[2]?.object ?? {}),
    'NotReady (NodeStatusUnknown: Kubelet stopped posting node status.)',
  )
})

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)]

const recorded = <T>(file: string): { t: number; type: string; object: T }[] =>
  readFileSync(join(__dirname, 'fixtures', `${file}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { t: number; type: string; object: T })
