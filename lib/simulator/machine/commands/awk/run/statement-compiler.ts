import type { Steps } from '../../../../shell/steps'
import { settled } from '../../../../shell/steps'
import type { Expression, Statement } from '../language/syntax'
import { toNumber } from '../values/value'
import { atOnce, type Code, constant, type Frame, from, ifHolds, inSteps } from './code'
import { Exit, Next, NextFile } from './control-flow'
import type { ExpressionCompiler } from './expression-compiler'
import { printed } from './printing'

/** How a statement ended, other than at its end. */
export type Completion = 'break' | 'continue' | 'return' | undefined

/** Makes what can be run of statements. */
export class StatementCompiler {
  constructor(private readonly expressions: ExpressionCompiler) {}

  /** Throws CompileError for one that can't be compiled. */
  compile(statement: Statement): Code<Completion> {
    const { expressions } = this
    switch (statement.kind) {
      case 'expression':
        return from(expressions.value(statement.expression), () => undefined)
      case 'print':
      case 'printf':
        return from(printed(statement, expressions), () => undefined)
      case 'block':
        return inOrder(statement.statements.map((each) => this.compile(each)))
      case 'if':
        return ifHolds(
          expressions.test(statement.test),
          this.compile(statement.yes),
          statement.no ? this.compile(statement.no) : constant(undefined),
        )
      case 'loop':
        return this.#loop(statement)
      case 'each':
        return this.#each(statement)
      case 'delete':
        return this.#delete(statement)
      case 'leave':
        return leaving(statement.how)
      case 'exit':
        return this.#exit(statement.value)
      case 'return':
        return this.#return(statement.value)
    }
  }

  #loop({ first, test, after, body, bodyFirst }: Extract<Statement, { kind: 'loop' }>) {
    const { expressions } = this
    const start = first && expressions.value(first)
    const holds = test ? expressions.test(test) : constant(true)
    const step = after && expressions.value(after)
    const inside = this.compile(body)
    return inSteps(function* (frame): Steps<Completion> {
      if (start) yield* start.steps(frame)
      for (let turn = bodyFirst ? -1 : 0; ; turn++) {
        if (turn >= 0 && !(holds.now ? holds.now(frame) : yield* holds.steps(frame)))
          return undefined
        const end = inside.now ? inside.now(frame) : yield* inside.steps(frame)
        if (end === 'break') return undefined
        if (end === 'return') return end
        if (step?.now) step.now(frame)
        else if (step) yield* step.steps(frame)
        if (turn % turnsAtOnce === turnsAtOnce - 1) yield* settled(othersHaveRun())
      }
    })
  }

  /** Through the keys that are there as it begins. */
  #each({ key, array, body }: Extract<Statement, { kind: 'each' }>): Code<Completion> {
    const arrayIn = this.expressions.places.array(array)
    const { write } = this.expressions.places.of(key)
    const inside = this.compile(body)
    const { now } = inside
    if (now)
      return atOnce((frame) => {
        for (const each of arrayIn(frame).keys()) {
          write(undefined, each, frame)
          const end = now(frame)
          if (end === 'break') return undefined
          if (end === 'return') return end
        }
        return undefined
      })
    return inSteps(function* (frame): Steps<Completion> {
      for (const each of arrayIn(frame).keys()) {
        write(undefined, each, frame)
        const end = yield* inside.steps(frame)
        if (end === 'break') return undefined
        if (end === 'return') return end
      }
      return undefined
    })
  }

  #delete({ array, subscripts }: Extract<Statement, { kind: 'delete' }>): Code<Completion> {
    const arrayIn = this.expressions.places.array(array)
    if (!subscripts) return atOnce((frame) => void arrayIn(frame).clear())
    const key = this.expressions.places.key(subscripts)
    return from(key, (each, frame) => void arrayIn(frame).delete(each))
  }

  #exit(value: Expression | undefined): Code<Completion> {
    if (!value)
      return atOnce(() => {
        throw new Exit(undefined)
      })
    return from(this.expressions.value(value), (code) => {
      throw new Exit(toNumber(code))
    })
  }

  #return(value: Expression | undefined): Code<Completion> {
    if (!value) return constant('return')
    return from(this.expressions.value(value), (result, frame) => {
      frame.result = result
      return 'return'
    })
  }
}

/** So many turns a loop makes before others run: an endless one can be killed. */
const turnsAtOnce = 4_096

const othersHaveRun = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const inOrder = (statements: readonly Code<Completion>[]): Code<Completion> => {
  const nows = statements.flatMap(({ now }) => (now ? [now] : []))
  if (nows.length === statements.length)
    return atOnce((frame) => {
      for (const now of nows) {
        const end = now(frame)
        if (end !== undefined) return end
      }
      return undefined
    })
  return inSteps(function* (frame: Frame): Steps<Completion> {
    for (const each of statements) {
      const end = each.now ? each.now(frame) : yield* each.steps(frame)
      if (end !== undefined) return end
    }
    return undefined
  })
}

const leaving = (how: 'break' | 'continue' | 'next' | 'nextfile'): Code<Completion> => {
  if (how === 'break' || how === 'continue') return constant(how)
  const signal = how === 'next' ? new Next() : new NextFile()
  return atOnce(() => {
    throw signal
  })
}
