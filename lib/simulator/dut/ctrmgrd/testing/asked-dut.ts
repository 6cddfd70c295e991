import type { TestContext } from 'node:test'
import type { Dut } from '../../dut'
import type { SmallApiServer } from '../../small-api-server'
import { bootTestDut, eventually, prepareJoin } from '../../test-dut'
import type { DutVariantName } from '../../variants'

/** In CONFIG_DB what ctrmgrd is asked for; in STATE_DB what it says of that. */
export const row = 'KUBERNETES_MASTER|SERVER'

/** For tests: a device of that variant beside the API server, ready to join it, whose ctrmgrd is past its first reset. */
export async function bootIdle(
  t: TestContext,
  api: SmallApiServer,
  variant: DutVariantName,
  scale = 0,
): Promise<Dut> {
  const { dut, close } = await bootTestDut({ api, variant, scale })
  t.after(close)
  prepareJoin(dut, api)
  await passFirstReset(dut)
  return dut
}

/** Lets ctrmgrd of a device that has just come up begin at once, not in 300 s: it was told to before. */
export async function passFirstReset(dut: Dut): Promise<void> {
  dut.databases.state.hset(row, { update_time: '2024-12-24 01:01:01' })
  await dut.machine.exec('systemctl restart ctrmgrd')
  await eventually(() => isConnected(dut, 'false'))
}

/** Writes the row as `config kube server` does, in one. */
export const ask = (dut: Dut, fields: Readonly<Record<string, string>> = {}): void =>
  void dut.databases.config.hset(row, {
    ip: '10.250.0.1',
    port: '6443',
    disable: 'False',
    ...fields,
  })

export async function join(dut: Dut): Promise<void> {
  ask(dut, { insecure: 'True' })
  await eventually(() => isConnected(dut))
}

export const isConnected = ({ databases }: Dut, value = 'true'): boolean =>
  databases.state.hget(row, 'connected') === value

/** What ctrmgrd has logged; `stdout`: what Python has printed for it. */
export const log = ({ journal }: Dut, transport: 'syslog' | 'stdout' = 'syslog'): string[] =>
  journal
    .entries()
    .filter((entry) => entry.identifier === 'ctrmgrd.py' && entry.transport === transport)
    .map(({ message }) => message)

/** True once it logs a line with this text, from now on. */
export const logs = (
  dut: Dut,
  text: string | RegExp,
  transport?: 'syslog' | 'stdout',
): (() => boolean) => {
  const begun = log(dut, transport).length
  const isMeant = (line: string): boolean =>
    typeof text === 'string' ? line.includes(text) : text.test(line)
  return () => log(dut, transport).slice(begun).some(isMeant)
}

/** Nothing answers any more at the address that the device was told. */
export const apiGoesDown = ({ parts }: Dut): void =>
  parts.network.serve('10.250.0.1', 6443, { host: '127.0.0.1', port: 1 })()
