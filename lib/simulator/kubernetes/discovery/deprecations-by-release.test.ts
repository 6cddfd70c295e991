import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deprecationOf } from './deprecations'
import { servedKinds } from './served-kinds'

// The words of kube-apiservers of 1.23.1 and 1.28.4, and of the API's own source.

const told = (minor: number): string[] =>
  servedKinds(minor).flatMap((kind) => deprecationOf(kind, minor) ?? [])

test('1.22 warns of events and slices in v1beta1', () => {
  const all = told(22)
  for (const warning of [
    'events.k8s.io/v1beta1 Event is deprecated in v1.22+, unavailable in v1.25+',
    'discovery.k8s.io/v1beta1 EndpointSlice is deprecated in v1.21+, unavailable in v1.25+; use discovery.k8s.io/v1 EndpointSlice',
    'autoscaling/v2beta1 HorizontalPodAutoscaler is deprecated in v1.22+, unavailable in v1.25+; use autoscaling/v2beta2 HorizontalPodAutoscaler',
  ])
    assert.ok(all.includes(warning), warning)
})

test('1.28 warns of little more than flows in v1beta2', () => {
  assert.deepEqual(told(28), [
    'v1 ComponentStatus is deprecated in v1.19+',
    ...['FlowSchema', 'PriorityLevelConfiguration'].map(
      (kind) =>
        `flowcontrol.apiserver.k8s.io/v1beta2 ${kind} is deprecated in v1.26+, unavailable in v1.29+; use flowcontrol.apiserver.k8s.io/v1beta3 ${kind}`,
    ),
  ])
})
