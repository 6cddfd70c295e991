import type { SFTPWrapper } from 'ssh2'

/** ssh2's insides that its server side has no public call for. */
interface Insides {
  _protocol: {
    channelData(id: number, data: Buffer): void
    exitStatus(id: number, status: number): void
  }
  readonly outgoing: { readonly id: number; readonly state: string }
}

const insides = (sftp: SFTPWrapper): Insides => sftp as unknown as Insides

const extensions = { 'posix-rename@openssh.com': '1', 'fsync@openssh.com': '1' }

/** ssh2 announces none, and clients use only what is announced: its version packet is replaced. */
export const announceExtensions = (sftp: SFTPWrapper): void => {
  const { _protocol: protocol } = insides(sftp)
  const speaking = Object.create(protocol) as Insides['_protocol']
  speaking.channelData = (id, data) => {
    const isVersion = data.length === 9 && data[4] === 2
    if (isVersion) insides(sftp)._protocol = protocol
    protocol.channelData(id, isVersion ? versionPacket() : data)
  }
  insides(sftp)._protocol = speaking
}

const versionPacket = (): Buffer => {
  const strings = Object.entries(extensions).flat().map(prefixed)
  const body = Buffer.concat([Buffer.from([2, 0, 0, 0, 3]), ...strings])
  return Buffer.concat([uint32(body.length), body])
}

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

const prefixed = (text: string): Buffer => Buffer.concat([uint32(text.length), Buffer.from(text)])

/** Without an exit status scp hangs and then fails. */
export const exitStatus = (sftp: SFTPWrapper, status: number): void => {
  const { _protocol: protocol, outgoing } = insides(sftp)
  if (outgoing.state === 'open' || outgoing.state === 'eof')
    protocol.exitStatus(outgoing.id, status)
}
