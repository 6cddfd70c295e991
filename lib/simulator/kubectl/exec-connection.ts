import { finished } from 'node:stream/promises'
import { text } from 'node:stream/consumers'
import { bytesOf, textOf } from '../shell/text'
import { type SpdyConnection } from '../spdy/spdy-connection'
import { type SpdyStream } from '../spdy/spdy-stream'
import { type ApiConnection } from './api-connection'
import { KubectlFailure } from './failure'

/** What is sent to a command in a container, and who takes what it writes. */
export interface Connected {
  /** Undefined: it is not connected to any. */
  readonly stdin: string | undefined
  readonly onStdout: (chunk: string) => void
  readonly onStderr: (chunk: string) => void
}

interface ExecStatus {
  readonly status: 'Success' | 'Failure'
  readonly message?: string
  readonly reason?: string
  readonly details?: { readonly causes?: readonly { reason?: string; message?: string }[] }
}

/** By which the exit code is told. */
const protocol = 'v4.channel.k8s.io'

/** Runs a command by the API over SPDY, as kubectl until 1.30; resolves to its exit code. Throws ApiRefusal and KubectlFailure. */
export async function execByApi(
  api: ApiConnection,
  path: string,
  connected: Connected,
): Promise<number> {
  const status = await api.talk(path, protocol, (spdy) => conversation(spdy, connected))
  if (status.status === 'Success') return 0
  const code = status.details?.causes?.find(({ reason }) => reason === 'ExitCode')?.message
  if (status.reason === 'NonZeroExitCode' && code !== undefined) return Number(code)
  throw new KubectlFailure(`error: ${status.message ?? 'unknown error'}`)
}

/** Resolves to what comes last: how the command has ended. */
async function conversation(spdy: SpdyConnection, connected: Connected): Promise<ExecStatus> {
  const open = (streamtype: string): Promise<SpdyStream> =>
    spdy.open(new Map([['streamtype', streamtype]]))
  const error = await open('error')
  if (connected.stdin !== undefined) (await open('stdin')).end(bytesOf(connected.stdin))
  const outputs = [
    passedOn(await open('stdout'), connected.onStdout),
    passedOn(await open('stderr'), connected.onStderr),
  ]
  error.end()
  try {
    const [status] = await Promise.all([text(error), ...outputs])
    return JSON.parse(status) as ExecStatus
  } catch {
    throw new KubectlFailure('error: unexpected EOF')
  }
}

function passedOn(stream: SpdyStream, pass: (chunk: string) => void): Promise<void> {
  stream.on('data', (bytes: Buffer) => pass(textOf(bytes)))
  return finished(stream.end())
}
