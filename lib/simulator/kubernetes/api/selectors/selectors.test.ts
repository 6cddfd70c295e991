import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type KubeObject } from '../../objects'
import { pods } from '../../resources/pods'
import { parseFieldSelector } from './field-selector'
import { labelsMatch, parseLabelSelector } from './label-selector'

const labels = { app: 'web', tier: 'front', 'example.com/zone': 'a' }
const cases: readonly [string, boolean][] = [
  ['', true],
  ['app=web', true],
  ['app==web', true],
  ['app=WEB', false],
  ['app!=web', false],
  ['other!=web', true],
  ['app in (web, db),tier', true],
  ['app in (db)', false],
  ['app notin (db),!missing', true],
  ['tier notin (front)', false],
  ['missing', false],
  ['example.com/zone=a', true],
  ['app=', false],
]
for (const [selector, expected] of cases) {
  test(`the label selector "${selector}" ${expected ? 'matches' : 'does not match'}`, () => {
    assert.equal(parseLabelSelector(selector, 20)(labels), expected)
  })
}

const unreadable: readonly [string, RegExp][] = [
  ['a in b', /^unable to parse requirement: found 'b' expected: '\('$/],
  ['a in (b', /^unable to parse requirement: found '', expected: ',' or '\)'$/],
  ['=x', /^found '=', expected: !, identifier, or 'end of string'$/],
  ['a b', /^unable to parse requirement: found 'b', expected: '=', '!=', '==', 'in', notin'$/],
  ['a=b,', /^found '', expected: identifier after ','$/],
  ['app+web', /^unable to parse requirement: invalid label key "app\+web": name part must consist/],
  [
    'app=a:b',
    /^unable to parse requirement: invalid label value: "a:b": at key: "app": a valid label/,
  ],
]
for (const [selector, message] of unreadable) {
  test(`the label selector "${selector}" is refused in the server's words`, () => {
    assert.throws(() => parseLabelSelector(selector, 20), { code: 400, message })
  })
}

test("a spec's selector needs all of its parts", () => {
  const expression = { key: 'tier', operator: 'In', values: ['front'] }
  assert.equal(
    labelsMatch({ matchLabels: { app: 'web' }, matchExpressions: [expression] }, labels),
    true,
  )
  assert.equal(
    labelsMatch({ matchExpressions: [{ ...expression, operator: 'NotIn' }] }, labels),
    false,
  )
})

test('a field selector reads what the resource supports; an absent field is empty', () => {
  const select = (text: string): boolean => parseFieldSelector(text, pods.fields)(pod)
  assert.equal(select('spec.nodeName=vlab-01,metadata.name=a'), true)
  assert.equal(select('status.phase!=Running'), true)
  assert.equal(select('status.podIP='), true)
  assert.equal(select('spec.nodeName='), false)
})

test('a field selector for anything else is refused in the words of the server', () => {
  assert.throws(() => parseFieldSelector('spec.x=1', pods.fields), {
    code: 400,
    message: 'field label not supported: spec.x',
  })
})

const pod = {
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: { name: 'a', namespace: 'default' },
  spec: { nodeName: 'vlab-01' },
  status: { phase: 'Pending' },
} as KubeObject
