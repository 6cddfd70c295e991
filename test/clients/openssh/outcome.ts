import assert from 'node:assert/strict'

/** What a program did: its exit code and all that it wrote. */
export interface Outcome {
  readonly code: number
  readonly stdout: Buffer
  readonly stderr: string
}

/** What is expected of it: exit code (0 without one), the whole output, some of the errors. */
export interface Wanted {
  readonly code?: number
  readonly stdout?: string
  readonly stderr?: RegExp
}

export function assertOutcome({ code, stdout, stderr }: Outcome, wanted: Wanted): void {
  const seen = `stdout: ${stdout.toString().slice(0, 500)}\nstderr: ${stderr}`
  assert.equal(code, wanted.code ?? 0, seen)
  if (wanted.stdout !== undefined) assert.equal(stdout.toString(), wanted.stdout, seen)
  if (wanted.stderr) assert.match(stderr, wanted.stderr)
}
