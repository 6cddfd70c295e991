import { parse, Root, type Type } from 'protobufjs'
import { gnoiInterface } from './interface.proto'

/** One call of the interface: where it is on the wire, and how its messages are written and read. */
export interface Rpc {
  /** `/gnoi.system.System/Time` */
  readonly path: string
  /** It takes a stream of messages, not one. */
  readonly streams: boolean
  readonly write: (message: object) => Buffer
  readonly read: (bytes: Buffer) => Readonly<Record<string, unknown>>
}

const root = new Root()
for (const text of gnoiInterface) parse(text, root)
root.resolveAll()

/** @param name `System.Time`, `OS.Verify` … */
export function rpc(name: string): Rpc {
  const [service = '', method = ''] = name.split('.')
  const found = root.lookupService(`gnoi.${service.toLowerCase()}.${service}`)
  const { requestType, responseType, requestStream = false } = found.methods[method]!
  const typed = (type: string): Type => found.lookupType(type)
  return {
    path: `/${found.fullName.slice(1)}/${method}`,
    streams: requestStream,
    write: (message) => {
      const type = typed(requestType)
      return Buffer.from(type.encode(type.fromObject(message)).finish())
    },
    // 64-bit numbers as text, which loses nothing; what was not sent has its default.
    read: (bytes) => {
      const type = typed(responseType)
      const options = { longs: String, enums: String, bytes: Buffer, defaults: true, oneofs: true }
      return type.toObject(type.decode(bytes), options)
    },
  }
}
