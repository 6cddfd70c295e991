import assert from 'node:assert/strict'
import { test } from 'node:test'
import { describePod } from './pod'

const described = (spec: object): string[] =>
  describePod(
    {
      kind: 'Pod',
      apiVersion: 'v1',
      metadata: { name: 'p', namespace: 'default', labels: { app: 'x' } },
      spec: { containers: [], ...spec },
      status: { conditions: [{ type: 'example.com/ok', status: 'True' }] },
    },
    0,
  ).split('\n')

test('where variables come from is told, and the values of fields of the pod’s metadata', () => {
  const env = [
    { name: 'A', valueFrom: { configMapKeyRef: { name: 'cm', key: 'a' } } },
    { name: 'B', valueFrom: { secretKeyRef: { name: 'sec', key: 'b', optional: true } } },
    { name: 'C', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
    {
      name: 'D',
      valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: "metadata.labels['app']" } },
    },
    { name: 'E', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.nodeName' } } },
    { name: 'F', value: 'one\ntwo' },
  ]
  const envFrom = [
    { configMapRef: { name: 'cm' } },
    { prefix: 'X_', secretRef: { name: 'sec', optional: true } },
  ]
  const lines = described({ containers: [{ name: 'main', image: 'i', env, envFrom }] })
  const from = lines.indexOf('    Environment Variables from:')
  assert.deepEqual(lines.slice(from + 1, from + 11), [
    '      cm\tConfigMap\tOptional: false',
    "      sec\tSecret with prefix 'X_'\tOptional: true",
    '    Environment:',
    "      A:\t<set to the key 'a' of config map 'cm'>\tOptional: false",
    "      B:\t<set to the key 'b' in secret 'sec'>\tOptional: true",
    '      C:\tp (v1:metadata.name)',
    "      D:\tx (v1:metadata.labels['app'])",
    '      E:\t (v1:spec.nodeName)',
    '      F:\tone',
    '      \ttwo',
  ])
})

test('what a pod waits for besides its containers is told', () => {
  const readinessGates = ['example.com/ok', 'example.com/other'].map((conditionType) => ({
    conditionType,
  }))
  const lines = described({ readinessGates })
  const from = lines.indexOf('Readiness Gates:')
  assert.deepEqual(lines.slice(from, from + 4), [
    'Readiness Gates:',
    '  Type\tStatus',
    '  example.com/ok \tTrue ',
    '  example.com/other \t<none> ',
  ])
})
