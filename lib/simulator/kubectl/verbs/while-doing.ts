import { KubectlFailure } from '../failure'

/** Says in a refusal of the server what it was that it refused: `error when creating "a.yaml": …`. */
export function whileDoing(what: string, source: string, error: unknown): unknown {
  if (!(error instanceof KubectlFailure)) return error
  const [, prefix, reason] = /^(Error from server \([^)]+\): )(.*)$/s.exec(error.message) ?? []
  if (!prefix) return error
  return new KubectlFailure(`${prefix}error when ${what} ${JSON.stringify(source)}: ${reason}`)
}
