import type { Steps } from '../../../../shell/steps'
import type { Names } from '../language/names'
import type { Program, Rule, Statement } from '../language/syntax'
import { toInteger } from '../values/numbers'
import type { Code, Frame } from './code'
import { constant } from './code'
import { Exit, Next, NextFile } from './control-flow'
import { ExpressionCompiler } from './expression-compiler'
import { Functions } from './functions'
import type { Runtime } from './runtime'
import { Scope } from './scope'
import { type Completion, StatementCompiler } from './statement-compiler'

interface RunnableRule {
  readonly pattern: Code<boolean>
  readonly until: Code<boolean> | undefined
  readonly action: Code<Completion>
  isWithin: boolean
}

const noFrame: Frame = { locals: [], result: undefined }

/** A program that is ready to run. */
export class ProgramRun {
  readonly #begin: readonly Code<Completion>[]
  readonly #end: readonly Code<Completion>[]
  readonly #rules: readonly RunnableRule[]
  readonly #expressions: ExpressionCompiler
  #exitCode = 0

  /** Throws CompileError for a program that can't be compiled. */
  constructor(
    program: Program,
    names: Names,
    private readonly runtime: Runtime,
  ) {
    const functions = new Functions(program, names)
    for (const each of program.functions.values()) {
      const expressions = new ExpressionCompiler(runtime, new Scope(names, each), functions)
      functions.define(each.name, new StatementCompiler(expressions).compile(each.body))
    }
    this.#expressions = new ExpressionCompiler(runtime, new Scope(names), functions)
    const statements = new StatementCompiler(this.#expressions)
    const compile = (each: Statement): Code<Completion> => statements.compile(each)
    this.#begin = program.begin.map(compile)
    this.#end = program.end.map(compile)
    this.#rules = program.rules.map((rule) => this.#rule(rule, compile))
  }

  /** To its end; the answer is the exit code. Throws RunError and FatalError. */
  *run(): Steps<number> {
    yield* this.#untilExit(this.#beginning())
    yield* this.#untilExit(inTurn(this.#end))
    yield* this.runtime.outputs.closeAll()
    return this.#exitCode
  }

  #rule({ pattern, until, action }: Rule, compile: (each: Statement) => Code<Completion>) {
    return {
      pattern: pattern ? this.#expressions.test(pattern) : constant(true),
      until: until && this.#expressions.test(until),
      action: compile(action ?? { kind: 'print', args: [] }),
      isWithin: false,
    }
  }

  *#beginning(): Steps<void> {
    yield* inTurn(this.#begin)
    if (this.#rules.length === 0 && this.#end.length === 0) return
    const { main, variables } = this.runtime
    for (;;) {
      const record = yield* main.next()
      if (record === undefined) return
      variables.record.read(record)
      try {
        for (const rule of this.#rules) yield* runRule(rule)
      } catch (error) {
        if (error instanceof NextFile) main.leaveFile()
        else if (!(error instanceof Next)) throw error
      }
    }
  }

  *#untilExit(steps: Steps<void>): Steps<void> {
    try {
      yield* steps
    } catch (error) {
      if (!(error instanceof Exit)) throw error
      if (error.code !== undefined) this.#exitCode = toInteger(error.code) & 0xff
    }
  }
}

function* inTurn(blocks: readonly Code<Completion>[]): Steps<void> {
  for (const each of blocks) yield* each.steps(noFrame)
}

function* runRule(rule: RunnableRule): Steps<void> {
  const { pattern, until, action } = rule
  if (!rule.isWithin) {
    const holds = pattern.now ? pattern.now(noFrame) : yield* pattern.steps(noFrame)
    if (!holds) return
  }
  if (until) rule.isWithin = !(yield* until.steps(noFrame))
  if (action.now) action.now(noFrame)
  else yield* action.steps(noFrame)
}
