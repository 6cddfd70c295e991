import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ContainerState, type Pod } from '../objects'
import { podSummary } from './pod-columns'

const waiting = (reason: string): ContainerState => ({ waiting: { reason } })
const running: ContainerState = { running: { startedAt: '' } }
const ended = (exitCode: number, reason: string): ContainerState => ({
  terminated: { exitCode, reason, startedAt: '', finishedAt: '', containerID: '' },
})

const ready = { type: 'Ready', status: 'True' } as const

const cases: readonly [string, Pod][] = [
  ['Pending', pod({ phase: 'Pending' })],
  ['ContainerCreating', pod({ phase: 'Pending' }, [waiting('ContainerCreating')])],
  ['ImagePullBackOff', pod({ phase: 'Pending' }, [waiting('ImagePullBackOff')])],
  ['Running', pod({ phase: 'Running' }, [running])],
  ['Running', pod({ phase: 'Running', conditions: [ready] }, [ended(0, 'Completed'), running])],
  ['NotReady', pod({ phase: 'Running' }, [ended(0, 'Completed'), running])],
  ['Init:Error', pod({ phase: 'Failed' }, [], false, [ended(1, 'Error')])],
  ['CrashLoopBackOff', pod({ phase: 'Running' }, [running, waiting('CrashLoopBackOff')])],
  ['Terminating', pod({ phase: 'Running' }, [running], true)],
  ['NodeAffinity', pod({ phase: 'Failed', reason: 'NodeAffinity' })],
  ['Init:0/1', pod({ phase: 'Pending' }, [waiting('PodInitializing')], false, [running])],
  ['Init:CrashLoopBackOff', pod({ phase: 'Pending' }, [], false, [waiting('CrashLoopBackOff')])],
]
for (const [word, given] of cases) {
  test(`kubectl would call this pod ${word}: ${JSON.stringify(given.status)}`, () => {
    assert.equal(podSummary(given), word)
  })
}

function pod(
  status: Pod['status'],
  states: readonly ContainerState[] = [],
  deleted = false,
  initStates: readonly ContainerState[] = [],
): Pod {
  const statuses = (all: readonly ContainerState[]): Pod['status']['containerStatuses'] & object =>
    all.map((state, at) => ({
      name: `c${at}`,
      state,
      lastState: {},
      ready: state === running,
      restartCount: 0,
      image: '',
      imageID: '',
    }))
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name: 'p', ...(deleted && { deletionTimestamp: '2026-01-01T00:00:00Z' }) },
    spec: {
      containers: [],
      initContainers: initStates.map((_, at) => ({ name: `c${at}`, image: '' })),
    },
    status: {
      ...status,
      containerStatuses: statuses(states),
      initContainerStatuses: statuses(initStates),
    },
  }
}
