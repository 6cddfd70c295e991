import type { ShellContext } from '../types'
import { describeEntry, longListing } from './find-printf'
import { type Expression, FindError, type Test } from './find-search'
import { always, plainTests, valuedTests } from './find-tests'

/** Reads the words after the starting points. */
export class ExpressionReader {
  #acts = false
  #limits = { leastDepth: 0, mostDepth: Infinity, depthFirst: false }

  constructor(
    private readonly words: string[],
    private readonly context: ShellContext,
  ) {}

  read(): Expression {
    const whole = this.words.length === 0 ? always : this.#any()
    const [extra] = this.words
    if (extra !== undefined) throw new FindError(`paths must precede expression: \`${extra}'`)
    const print: Test = ({ path }, search) => (search.print(`${path}\n`), true)
    const test: Test = this.#acts ? whole : both(whole, print)
    return { test, ...this.#limits }
  }

  #any(): Test {
    let left = this.#all()
    while (this.words[0] === '-o' || this.words[0] === '-or') {
      this.words.shift()
      const [one, other] = [left, this.#all()]
      left = async (entry, search) => (await one(entry, search)) || (await other(entry, search))
    }
    return left
  }

  #all(): Test {
    let left = this.#not()
    while (this.words.length > 0 && !['-o', '-or', ')'].includes(this.words[0] ?? '')) {
      if (this.words[0] === '-a' || this.words[0] === '-and') this.words.shift()
      left = both(left, this.#not())
    }
    return left
  }

  #not(): Test {
    const word = this.words.shift() ?? ''
    if (word === '!' || word === '-not') {
      const inner = this.#not()
      return async (entry, search) => !(await inner(entry, search))
    }
    if (word !== '(') return this.#primary(word)
    const inner = this.#any()
    if (this.words.shift() !== ')') throw new FindError('expected an expression after `(\'') // prettier-ignore
    return inner
  }

  #primary(word: string): Test {
    const limit = { '-maxdepth': 'mostDepth', '-mindepth': 'leastDepth' }[word]
    if (limit) {
      this.#limits = { ...this.#limits, [limit]: Number(this.#value(word)) }
      return always
    }
    if (word === '-depth') this.#limits.depthFirst = true
    if (['-depth', '-xdev', '-mount', '-noleaf'].includes(word)) return always
    const action = this.#action(word)
    if (action) this.#acts = true
    const test = action ?? plainTests[word] ?? this.#valued(word)
    if (!test) throw new FindError(`unknown predicate \`${word}'`)
    return test
  }

  #valued(word: string): Test | undefined {
    const make = valuedTests[word]
    return make?.(this.#value(word), this.context)
  }

  #action(word: string): Test | undefined {
    if (word === '-print') return ({ path }, search) => (search.print(`${path}\n`), true)
    if (word === '-print0') return ({ path }, search) => (search.print(`${path}\0`), true)
    if (word === '-exec' || word === '-execdir') return this.#exec()
    if (word === '-ls') return (entry, search) => (search.print(longListing(entry, search)), true)
    if (word === '-printf') {
      const format = this.#value(word)
      return (entry, search) => (search.print(describeEntry(format, entry, search)), true)
    }
    if (word !== '-delete') return undefined
    this.#limits.depthFirst = true
    return ({ full, stat, path }, search) => {
      const { fs } = search.context
      if (path === '.') return true
      try {
        if (stat.kind === 'directory') fs.rmdir(full)
        else fs.unlink(full)
        return true
      } catch (error) {
        search.complain(`cannot delete ‘${path}’: ${(error as { reason?: string }).reason ?? ''}`)
        return false
      }
    }
  }

  #exec(): Test {
    const end = this.words.findIndex(
      (word, at) => word === ';' || (word === '+' && this.words[at - 1] === '{}'),
    )
    if (end < 0) throw new FindError("missing argument to `-exec'")
    const command = this.words.splice(0, end)
    if (this.words.shift() === '+')
      return ({ path }, search) => (search.defer(command.slice(0, -1), path), true)
    return ({ path }, search) => search.exec(command.map((word) => word.replaceAll('{}', path)))
  }

  #value(word: string): string {
    const value = this.words.shift()
    if (value === undefined) throw new FindError(`missing argument to \`${word}'`)
    return value
  }
}

const both =
  (one: Test, other: Test): Test =>
  async (entry, search) =>
    (await one(entry, search)) && (await other(entry, search))
