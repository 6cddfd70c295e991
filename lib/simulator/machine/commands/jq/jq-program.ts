import { readFileSync } from 'node:fs'
import { bytesOf, textOf } from '../../../shell/text'
import type { ShellContext } from '../../types'
import { Calendar } from './calendar'
import { OpenFiles } from './open-files'
import { type LinearMemory, WasmMemory } from './wasm-memory'

declare const WebAssembly: {
  Module: new (bytes: Buffer) => object
  Instance: new (module: object, imports: object) => { readonly exports: Exports }
  Memory: new (size: { initial: number }) => LinearMemory
  Table: new (size: { initial: number; maximum: number; element: 'anyfunc' }) => object
  RuntimeError: new () => Error
}

/** Its C functions, under the names that its linker gave them. */
interface Exports {
  /** __wasm_call_ctors */
  readonly E: () => void
  /** main */
  readonly F: (count: number, values: number) => number
  /** malloc */
  readonly H: (size: number) => number
}

interface Answer {
  readonly stdout: Buffer
  readonly stderr: string
  readonly exitCode: number
}

class Exited extends Error {
  constructor(readonly status: number) {
    super()
  }
}

/** From jq.wasm.js: where the end of the heap is kept, and where the heap begins. */
const heapEnd = 332_416
const heapStart = 5_575_456
const sixteenMegabytes = 256
const functionPointers = { initial: 177, maximum: 177, element: 'anyfunc' } as const

let compiled: object | undefined

/** So the build calls itself; Debian's is the release that this one was the candidate for. */
const candidate = '1.6rc1-16-g341a5fc-dirty\0'

/** Compiled once: that takes longer than a run. */
const program = (): object => {
  if (compiled) return compiled
  const bytes = readFileSync(require.resolve('jq-web/jq.wasm.wasm'))
  bytes.write('1.6\0', bytes.indexOf(candidate))
  return (compiled = new WebAssembly.Module(bytes))
}

/**
 * Runs jq 1.6 as one process, with a memory of its own: its system calls are answered here, by the machine.
 * Throws InputWanted where it reads standard input and none was given.
 */
export const runJq = (
  args: readonly string[],
  context: ShellContext,
  input: Buffer | undefined,
): Answer => {
  const memory = new WasmMemory(new WebAssembly.Memory({ initial: sixteenMegabytes }))
  const files = new OpenFiles(memory, context, input)
  const imports = importsOf(memory, files, context)
  memory.setInt(heapEnd, heapStart)
  const exitCode = statusOf(() => {
    const { E, F, H } = new WebAssembly.Instance(program(), imports).exports
    E()
    return F(args.length + 1, argumentsIn(memory, H, ['jq', ...args]))
  })
  return {
    stdout: Buffer.concat(files.stdout),
    stderr: textOf(Buffer.concat(files.stderr)),
    exitCode,
  }
}

const importsOf = (memory: WasmMemory, files: OpenFiles, context: ShellContext): object => {
  const calendar = new Calendar(memory, () => context.machine.clock.now())
  const environment = Object.entries(context.env).map(([name, value]) =>
    bytesOf(`${name}=${value}`),
  )
  const env = {
    memory: memory.memory,
    table: new WebAssembly.Table(functionPointers),
    /** __assert_fail, abort */
    a: aborted,
    j: aborted,
    /** exit */
    b: exited,
    /** lock, unlock: there is one thread. */
    y: nothing,
    d: nothing,
    i: files.stat,
    B: files.fstat,
    /** getuid32 */
    u: () => context.user.uid,
    /** fcntl64 */
    h: nothing,
    e: files.open,
    A: files.ioctl,
    v: files.readlink,
    /** memcpy of much */
    q: (to: number, from: number, size: number) =>
      memory.bytes.copyWithin(to, from, from + size) && to,
    r: (size: number) => memory.growTo(size),
    /** getpwuid: asked for a home where there is no HOME. */
    D: nothing,
    m: calendar.fromSeconds,
    l: calendar.fromSeconds,
    n: calendar.toSeconds,
    /** pathconf: the longest path. */
    C: () => 4096,
    /** round(3): halves go away from zero. */
    x: (value: number) => Math.sign(value) * Math.floor(Math.abs(value) + 0.5),
    f: calendar.format,
    p: calendar.parse,
    k: calendar.time,
  }
  const wasi = {
    c: files.close,
    g: files.status,
    w: files.read,
    o: nothing,
    z: files.write,
    s: (values: number, texts: number) => putTexts(memory, environment, values, texts),
    t: (count: number, size: number) => {
      memory.setInt(count, environment.length)
      memory.setInt(size, sizeOf(environment))
      return 0
    },
  }
  return { env, wasi_unstable: wasi }
}

const nothing = (): number => 0
const aborted = (): never => exited(134)
const exited = (status: number): never => {
  throw new Exited(status)
}

const statusOf = (run: () => number): number => {
  try {
    return run()
  } catch (error) {
    if (error instanceof Exited) return error.status
    // It went too deep, as it may on a real machine: there, too, that is its end.
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) return 139
    throw error
  }
}

const sizeOf = (texts: readonly Buffer[]): number =>
  texts.reduce((sum, text) => sum + text.length + 1, 0)

const argumentsIn = (
  memory: WasmMemory,
  malloc: (size: number) => number,
  args: readonly string[],
): number => {
  const texts = args.map(bytesOf)
  const values = malloc((texts.length + 1) * 4)
  memory.setInt(values + texts.length * 4, 0)
  putTexts(memory, texts, values, malloc(sizeOf(texts)))
  return values
}

/** Lays texts one behind the other, and an array of where each begins. */
const putTexts = (
  memory: WasmMemory,
  texts: readonly Buffer[],
  values: number,
  start: number,
): number => {
  let at = start
  for (const [index, text] of texts.entries()) {
    memory.setInt(values + index * 4, at)
    memory.setText(at, text)
    at += text.length + 1
  }
  return 0
}
