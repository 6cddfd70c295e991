import type { Names } from '../language/names'
import type { FunctionDefinition, Program } from '../language/syntax'
import { AwkArray } from '../values/array'
import type { Value } from '../values/value'
import { type Code, type Frame, from, inSteps } from './code'
import type { Completion } from './statement-compiler'

/** The functions of a program: a body may call any of them, itself too, so that calls are made before all bodies are. */
export class Functions {
  readonly #bodies = new Map<string, Code<Completion>>()

  constructor(
    private readonly program: Program,
    private readonly names: Names,
  ) {}

  define(name: string, body: Code<Completion>): void {
    this.#bodies.set(name, body)
  }

  called(name: string, args: Code<(Value | AwkArray)[]>): Code<Value> {
    const definition = this.program.functions.get(name)!
    const body = (): Code<Completion> => this.#bodies.get(name)!
    if (!this.names.waiting.has(name))
      return from(args, (given) => {
        const frame = this.#frame(definition, given)
        body().now?.(frame)
        return frame.result
      })
    const frameOf = (given: (Value | AwkArray)[]): Frame => this.#frame(definition, given)
    return inSteps(function* (outer) {
      const frame = frameOf(yield* args.steps(outer))
      yield* body().steps(frame)
      return frame.result
    })
  }

  /** What was not given is the function's own. */
  #frame(definition: FunctionDefinition, locals: (Value | AwkArray)[]): Frame {
    const { parameters } = definition
    for (let index = locals.length; index < parameters.length; index++)
      locals.push(
        this.names.isArray(parameters[index] ?? '', definition) ? new AwkArray() : undefined,
      )
    return { locals, result: undefined }
  }
}
