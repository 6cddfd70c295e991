import type { SimulatedCommand } from '../../machine/types'

/** A socket that listens on a machine. */
export interface Listener {
  /** `0.0.0.0`, `::`, or one address. */
  readonly address: string
  readonly port: number
  readonly process: string
  readonly pid: number
}

/** `ss -ltn`, with `-p` the holder, with `sport = :N` one port only. */
export const ssCommand = (listeners: () => readonly Listener[]): SimulatedCommand => ({
  name: 'ss',
  path: '/usr/bin/ss',
  run(args) {
    const letters = args.filter((arg) => /^-[a-z]+$/i.test(arg)).join('')
    const wanted = /sport\s*(?:=|==|eq)\s*:?(\d+)/.exec(args.join(' '))?.[1]
    const shown = listeners().filter(({ port }) => !wanted || port === Number(wanted))
    const rows = shown.map((listener) => cellsOf(listener, letters.includes('p')))
    return { stdout: laidOut(letters.includes('H') ? rows : [headers, ...rows]) }
  },
})

interface Cells {
  readonly start: string
  readonly local: readonly [address: string, port: string]
  readonly peer: readonly [address: string, port: string]
  readonly holder: string
}

const headers: Cells = {
  start: 'State  Recv-Q Send-Q',
  local: ['Local Address', 'Port'],
  peer: ['Peer Address', 'Port'],
  holder: 'Process',
}

function cellsOf({ address, port, process, pid }: Listener, withHolder: boolean): Cells {
  const isIpv6 = address.includes(':')
  return {
    start: `LISTEN 0      ${process === 'sshd' ? '128 ' : '4096'}  `,
    local: [isIpv6 ? `[${address}]` : address, String(port)],
    peer: [isIpv6 ? '[::]' : '0.0.0.0', '*'],
    holder: withHolder ? ` users:(("${process}",pid=${pid},fd=4))` : '',
  }
}

/** Addresses stand right, ports left of their colon, each column as wide as its widest. */
function laidOut(rows: readonly Cells[]): string {
  const widest = (cell: (row: Cells) => string): number =>
    Math.max(0, ...[headers, ...rows].map((row) => cell(row).length))
  const address = widest(({ local }) => local[0])
  const port = widest(({ local }) => local[1])
  const holder = widest((row) => row.holder)
  return rows
    .map(
      ({ start, local, peer, ...row }) =>
        `${start} ${local[0].padStart(address)}:${local[1].padEnd(port)} ${peer[0].padStart(12)}:${peer[1].padEnd(4)}${row.holder.padEnd(holder)}\n`,
    )
    .join('')
}
