import type { SimulatedCommand } from '../../machine/types'

/** A socket that listens on a machine. */
export interface Listener {
  /** `0.0.0.0`, `::`, `*` for both families by one socket, as Go's programs do, or one address. */
  readonly address: string
  readonly port: number
  readonly process: string
  readonly pid: number
}

/**
 * `ss -ltn`, with `-p` the holder, with `sport = :N` one port only. Nothing of the twin listens for datagrams, and what is
 * connected is not told.
 */
export const ssCommand = (listeners: () => readonly Listener[]): SimulatedCommand => ({
  name: 'ss',
  path: '/usr/bin/ss',
  run(args, { machine }) {
    const letters = lettersOf(args)
    const unknown = [...'xwsdef'].find((letter) => letters.includes(letter))
    if (unknown !== undefined || !/[tu]/.test(letters)) {
      machine.reportUnknown('ss without -t or -u', `ss ${args.join(' ')}`)
      return { stderr: 'ss: only -t and -u are simulated\n', exitCode: 127 }
    }
    const state = args.includes('state') ? args[args.indexOf('state') + 1] : undefined
    const isListening = state === undefined ? /[la]/.test(letters) : /^(all|listening)$/.test(state)
    const all = isListening && letters.includes('t') ? listeners() : []
    const layout = {
      bare: letters.includes('H'),
      kind: letters.includes('t') && letters.includes('u'),
      state: state === undefined || state === 'all',
    }
    const wanted = /sport\s*(?:=|==|eq)\s*:?(\d+)/.exec(args.join(' '))?.[1]
    const shown = all.filter(({ port }) => !wanted || port === Number(wanted))
    const rows = shown.map((listener) => cellsOf(listener, letters.includes('p')))
    return { stdout: laidOut(rows, layout) }
  },
})

const longOptions: Readonly<Record<string, string>> = {
  '--tcp': 't',
  '--udp': 'u',
  '--listening': 'l',
  '--numeric': 'n',
  '--all': 'a',
  '--processes': 'p',
  '--no-header': 'H',
  '--summary': 's',
  '--unix': 'x',
}

const lettersOf = (args: readonly string[]): string =>
  args.map((arg) => longOptions[arg] ?? (/^-[a-z0-9]+$/i.test(arg) ? arg.slice(1) : '')).join('')

interface Layout {
  readonly bare: boolean
  readonly kind: boolean
  readonly state: boolean
}

interface Cells {
  readonly state: string
  readonly queues: string
  readonly local: readonly [address: string, port: string]
  readonly peer: readonly [address: string, port: string]
  readonly holder: string
}

const headers: Cells = {
  state: 'State',
  queues: 'Recv-Q Send-Q',
  local: ['Local Address', 'Port'],
  peer: ['Peer Address', 'Port'],
  holder: 'Process',
}

function cellsOf({ address, port, process, pid }: Listener, withHolder: boolean): Cells {
  const isIpv6 = address.includes(':')
  return {
    state: 'LISTEN',
    queues: `0      ${process === 'sshd' ? '128 ' : '4096'}  `,
    local: [isIpv6 ? `[${address}]` : address, String(port)],
    peer: [address === '*' ? '*' : isIpv6 ? '[::]' : '0.0.0.0', '*'],
    holder: withHolder ? ` users:(("${process}",pid=${pid},fd=4))` : '',
  }
}

/** Addresses stand right, ports left of their colon, each column as wide as its widest. */
function laidOut(rows: readonly Cells[], { bare, kind, state }: Layout): string {
  const widest = (cell: (row: Cells) => string): number =>
    Math.max(0, ...[headers, ...rows].map((row) => cell(row).length))
  const address = widest(({ local }) => local[0])
  const port = widest(({ local }) => local[1])
  const peerAddress = widest(({ peer }) => peer[0])
  const holder = widest((row) => row.holder)
  const stateWidth = widest((row) => row.state)
  return (bare ? rows : [headers, ...rows])
    .map(({ local, peer, ...row }) =>
      [
        ...(kind ? [kindOf(row.state)] : []),
        ...(state ? [row.state.padEnd(stateWidth)] : []),
        `${row.queues} ${local[0].padStart(address)}:${local[1].padEnd(port)}`,
        `${peer[0].padStart(peerAddress)}:${peer[1].padEnd(4)}${row.holder.padEnd(holder)}\n`,
      ].join(' '),
    )
    .join('')
}

const kindOf = (state: string): string => (state === headers.state ? 'Netid' : 'tcp  ')
