import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  CucumberExpression,
  ParameterType,
  ParameterTypeRegistry,
  RegularExpression,
} from '@cucumber/cucumber-expressions'
import { useNativeMatchIndices } from './native-match-indices'

const types = new ParameterTypeRegistry()
const define = (name: string, pattern: RegExp): void =>
  types.defineParameterType(
    new ParameterType(name, pattern, null, (...words: string[]) => words, false, false),
  )
define('label', /([\w./-]+)=([\w.-]*)/)
define('duration', /(\d+) (seconds?|minutes?)/)
define('connected', /not connected|connected(?: to the API server)?/)

const expressions = [
  new CucumberExpression('the API server is healthy', types),
  new CucumberExpression('I label the node {label}', types),
  new CucumberExpression('{string} is {connected} within {duration}', types),
  new CucumberExpression('{int} node(s) is/are {word}', types),
  new RegularExpression(/^(?:one|(two)) of ((a)|(b))(?<rest>.*)$/i, types),
]

const texts = [
  'the API server is healthy',
  'the API server is healthy again',
  'I label the node deployDaemonset=true',
  'I label the node =',
  `'it' is connected to the API server within 3 minutes`,
  '"it" is not connected within 30 seconds',
  '1 node is Ready',
  '2 nodes are Ready',
  'ONE of b and more',
  'two of a',
]

const matches = (): unknown =>
  expressions.map((expression) =>
    texts.map((text) =>
      expression
        .match(text)
        ?.map(({ group, parameterType }) => ({ group, type: parameterType.name })),
    ),
  )

const matchOfTreeRegexp = (): unknown =>
  (expressions[0] as unknown as { treeRegexp: { match: unknown } }).treeRegexp.match

describe('the match indices of Node', () => {
  test('give every step the arguments that the polyfill of Cucumber gives it', () => {
    const stock = { match: matchOfTreeRegexp(), matches: matches() }
    useNativeMatchIndices()
    assert.notEqual(matchOfTreeRegexp(), stock.match)
    assert.deepEqual(matches(), stock.matches)
  })
})
