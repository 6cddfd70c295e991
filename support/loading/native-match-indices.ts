import { createRequire } from 'node:module'
import type * as Expressions from '@cucumber/cucumber-expressions'

/** The part of Cucumber's expressions that matches a step's text, as 19.0.0 has it. */
interface TreeRegexp {
  readonly regexp: RegExp
  readonly groupBuilder: {
    build(match: RegExpExecArray, nextGroup: () => number): Expressions.Group
  }
  match(text: string): Expressions.Group | null
}

/**
 * Lets Cucumber find where a step's arguments stand by Node's own match indices (the flag `d`). Its polyfill parses and
 * rewrites the pattern of every step in JavaScript: it was the dearest part of listing the plan, and grew with each step.
 * (Where the two differ, at groups that are repeated, Node is right.)
 * Does nothing to expressions that are built in another way than those this was written for.
 */
export const useNativeMatchIndices = (): void => {
  const treeRegexp = prototypeOfTreeRegexp()
  if (treeRegexp) treeRegexp.match = matchNatively
}

const indexed = new WeakMap<TreeRegexp, RegExp>()

function matchNatively(this: TreeRegexp, text: string): Expressions.Group | null {
  let regexp = indexed.get(this)
  if (!regexp) indexed.set(this, (regexp = withIndices(this.regexp)))
  const match = regexp.exec(text)
  let group = 0
  return match && this.groupBuilder.build(match, () => group++)
}

const withIndices = (regexp: RegExp): RegExp =>
  regexp.hasIndices ? regexp : new RegExp(regexp, `${regexp.flags}d`)

/** It is not exported; every expression has one. */
const prototypeOfTreeRegexp = (): TreeRegexp | undefined => {
  const ofCucumber = createRequire(require.resolve('@cucumber/cucumber'))
  const { CucumberExpression, ParameterTypeRegistry } = ofCucumber(
    '@cucumber/cucumber-expressions',
  ) as typeof Expressions
  const expression = new CucumberExpression('any', new ParameterTypeRegistry())
  const { treeRegexp } = expression as unknown as { treeRegexp?: Partial<TreeRegexp> }
  const known = treeRegexp?.match && treeRegexp.groupBuilder && treeRegexp.regexp
  return known ? (Object.getPrototypeOf(treeRegexp) as TreeRegexp) : undefined
}
