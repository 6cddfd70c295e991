import { type CommandLine, FlagError, parseCommandLine } from '../../../go/command-line'
import type { ShellCommand, ShellContext } from '../../../machine/types'
import { type Answer, plainAnswer } from './answer'
import { type Asking, askingOf } from './asking'
import { deliver, fileFor } from './delivering'
import { exchange } from './exchange'
import { CurlFailure, hint } from './failure'
import { curlFlags, curlVersion } from './flags'
import { notSimulated } from '../../../machine/commands/not-simulated'
import { ownAnswer, realOptionOf, urlOf, wrongNumber, wrongOption } from './local'
import { doneRow, idleRow, meterHead, refusedRow, wholeBar } from './meter'
import { narrated } from './narration'
import { isTransient, retriesOf } from './retrying'
import type { Surroundings } from './surroundings'
import { formatOf, type Transfer, writeOut } from './write-out'

/** `curl`: files of the Internet, and HTTP and HTTPS for real to what the testbed's network serves. */
export const curlCommand = (around: Surroundings): ShellCommand => ({
  name: 'curl',
  async run(args, context) {
    let line: CommandLine
    try {
      line = parseCommandLine(args.flatMap(spelledOut), curlFlags)
    } catch (error) {
      if (!(error instanceof FlagError)) throw error
      const real = realOptionOf(error, args)
      if (real) return notSimulated(context.machine, `curl ${real}`, `curl ${args.join(' ')}`)
      return { stderr: wrongOption(error, args) + hint, exitCode: 2 }
    }
    if (line.is('version')) return { stdout: curlVersion }
    const wrong = wrongNumber(line)
    if (wrong) return { stderr: wrong + hint, exitCode: 2 }
    const urls = [...line.values('url'), ...line.words]
    if (urls.length === 0) return { stderr: hint, exitCode: 2 }
    const total = { stdout: '', stderr: '', exitCode: 0 }
    for (const [index, url] of urls.entries()) {
      const one = await withRetries(url, index, line, around, context)
      total.stdout += one.stdout
      total.stderr += one.stderr
      total.exitCode = one.exitCode
    }
    return total
  },
})

/** Letters that are none. */
const spelledOut = (arg: string): string[] => {
  const [, sign = '', rest = ''] = /^-([#046])(.*)$/.exec(arg) ?? []
  const long = { '#': 'progress-bar', '0': 'http1.0', '4': 'ipv4', '6': 'ipv6' }[sign]
  return long === undefined ? [arg] : [`--${long}`, ...(rest ? [`-${rest}`] : [])]
}

interface Outcome {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
  readonly transfer: Transfer | undefined
}

async function withRetries(
  url: string,
  index: number,
  line: CommandLine,
  around: Surroundings,
  context: ShellContext,
): Promise<Outcome> {
  let before = ''
  for (const { seconds, left } of retriesOf(line)) {
    const outcome = await transferOf(url, index, line, around, context)
    const problem = isTransient(outcome.transfer, line)
    if (problem === undefined || left === 0) return { ...outcome, stderr: before + outcome.stderr }
    const warning = `Warning: Problem: ${problem}. Will retry in ${seconds} seconds. ${left} ${left === 1 ? 'retry' : 'retries'} left.\n`
    before += outcome.stderr + (line.is('silent') ? '' : warning)
    await context.pause(seconds * 1000)
  }
  throw new Error('curl tries at least once')
}

async function transferOf(
  text: string,
  index: number,
  line: CommandLine,
  around: Surroundings,
  context: ShellContext,
): Promise<Outcome> {
  const began = performance.now()
  let asking: Asking | undefined
  let answer: Answer | undefined
  let failure: CurlFailure | undefined
  let file: string | undefined
  let stdout = ''
  try {
    const url = urlOf(text)
    file = fileFor(url, line, index)
    asking = askingOf(url, line, context)
    answer = ownAnswer(url, line, context) ?? (await answered(asking, line, around, context))
    const isRefused = answer.status >= 400
    if (isRefused && line.is('fail')) throw refused(answer)
    stdout = deliver(answer, file, line, context)
    if (isRefused && line.is('fail-with-body')) throw refused(answer)
  } catch (error) {
    if (!(error instanceof CurlFailure)) throw error
    failure = error
  }
  const seconds = (performance.now() - began) / 1000
  const transfer = asking && { asking, file, answer, failure, seconds }
  const told = transfer && writeOut(formatOf(line, context), transfer)
  return {
    stdout: stdout + (told?.stdout ?? ''),
    stderr: said(line, context, transfer, failure) + (told?.stderr ?? ''),
    exitCode: failure?.exitCode ?? 0,
    transfer,
  }
}

const refused = ({ status }: Answer): CurlFailure =>
  new CurlFailure(22, `The requested URL returned error: ${status}`)

function answered(
  asking: Asking,
  line: CommandLine,
  around: Surroundings,
  context: ShellContext,
): Answer | Promise<Answer> {
  const remote = around.internet.get(asking.url)
  if (remote) return plainAnswer(remote.status, remote.body)
  return exchange(asking, line, around, context)
}

/** All that goes to standard error but what `-w` sends there. */
function said(
  line: CommandLine,
  context: ShellContext,
  transfer: Transfer | undefined,
  failure: CurlFailure | undefined,
): string {
  const isSilent = line.is('silent')
  const isMetered =
    !isSilent && !line.is('no-progress-meter') && !line.is('progress-bar') && !context.isTerminal
  const words = failure && (!isSilent || line.is('show-error')) ? failure.told : ''
  const warned = isSilent ? '' : (transfer?.asking.warnings ?? '')
  const story = line.is('verbose') && transfer ? narrated(transfer) : { before: '', after: '' }
  const [head, last] = isMetered ? meter(transfer, failure) : ['', '']
  const bar = line.is('progress-bar') && !isSilent && !failure ? wholeBar : ''
  return (failure?.before ?? '') + warned + head + story.before + bar + last + story.after + words
}

/** What is shown of the progress before anything has come, and at the end. */
function meter(
  transfer: Transfer | undefined,
  failure: CurlFailure | undefined,
): [head: string, last: string] {
  if (!transfer || failure?.exitCode === 3) return ['', '']
  const { answer, seconds } = transfer
  const body = Buffer.byteLength(answer?.body ?? '')
  const head = meterHead + idleRow
  if (failure?.exitCode === 22) return [head, refusedRow(body)]
  if (failure?.exitCode === 6) return [head, '']
  if (failure) return [head, `${idleRow}\n`]
  return [head, doneRow(body, answer?.uploaded ?? 0, seconds)]
}
