import { type MachineSpec } from '../testbed/testbed'
import { root } from './command'
import { type ExecOutput } from './connection/connection'
import { SudoRefused } from './connection/host-refusals'
import { wireScript, type WireScript } from './wire-script'

/** Asks who a command for root runs as. */
export const rootProbe = ({ ssh }: MachineSpec): WireScript => wireScript(root`id -u`, ssh)

/** @throws SudoRefused unless the probe was answered by root */
export function insistOnRoot(
  { name, ssh }: MachineSpec,
  { exitCode, stdout, stderr }: ExecOutput,
): void {
  if (exitCode === 0 && stdout.trim() === '0') return
  const said = stderr.trim().split('\n').at(-1) || `it is user ${stdout.trim()}`
  throw new SudoRefused(
    name,
    'ssh.become',
    `${ssh.user} does not become root on ${name} with become: ${ssh.become} (${said}).`,
    advice[ssh.become],
  )
}

const advice = {
  none: 'log in as root, or set become: sudo',
  sudo: 'allow sudo without password (NOPASSWD), or set become: sudo-password and the password',
  'sudo-password': "see that ssh.password is the login's and that the login may use sudo",
}
