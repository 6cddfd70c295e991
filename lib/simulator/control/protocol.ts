/** One JSON line each way over the control socket: a ControlRequest, and its ControlAnswer. */
export interface ControlMethods {
  faults: { params: Record<never, never>; result: readonly FaultDescription[] }
  fault: { params: Switching; result: null }
  'unknown-commands': { params: Record<never, never>; result: readonly string[] }
  'unaccounted-alterations': {
    params: Record<never, never>
    result: readonly UnaccountedAlteration[]
  }
  state: { params: Record<never, never>; result: SimulationState }
}

export interface Switching {
  readonly name: string
  readonly on: boolean
  readonly parameters?: Readonly<Record<string, string>>
}

/** A fault. */
export interface FaultDescription {
  readonly name: string
  readonly what: string
  readonly parameters: Readonly<
    Record<string, { readonly meaning: string; readonly byDefault: string }>
  >
  readonly on: boolean
}

/** Something that changed on a machine over SSH without an undo written before it. */
export interface UnaccountedAlteration {
  readonly machine: string
  readonly script: string
  readonly what: string
}

export interface SimulationState {
  readonly seed: number
  /** Durations are multiplied with it. */
  readonly scale: number
  readonly clusters: readonly { readonly profile: string; readonly running: boolean }[]
  readonly duts: readonly string[]
  readonly memoryBytes: number
  /** CPU time that its process has used so far, user and system, in milliseconds. */
  readonly cpuMs: number
}

export interface ControlRequest {
  readonly method: keyof ControlMethods
  readonly params: Readonly<Record<string, unknown>>
}

export type ControlAnswer = { readonly result: unknown } | { readonly error: string }
