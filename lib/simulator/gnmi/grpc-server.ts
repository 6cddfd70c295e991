import type * as Grpc from '@grpc/grpc-js'
import type { Socket } from 'node:net'
import { GnoiFailure, grpcStatus } from './gnoi-failure'
import { type GnoiCall, gnoiCalls } from './gnoi-versions'
import { type Fields, readFields } from './gnoi-wire'

/** Answers one call; `client`: the common name of a certificate that was verified. */
export type Answer = (
  call: GnoiCall,
  request: Fields,
  client: string | undefined,
) => Promise<Buffer>

/** Loaded with the first connection: a device that nobody asks pays nothing for it. */
const grpc = (): typeof Grpc => require('@grpc/grpc-js') as never

/** A gRPC server that connections are given to: what it returns takes one. */
export function grpcServer(answer: Answer): (socket: Socket) => void {
  const { Server, ServerCredentials } = grpc()
  // Its statistics keep every connection for ever.
  const server = new Server({ 'grpc.enable_channelz': 0 })
  for (const call of gnoiCalls) {
    const [service = '', method = ''] = call.split('.')
    const path = `/gnoi.${service.toLowerCase()}.${service}/${method}`
    const isStream = call === 'System.SetPackage'
    const handler = isStream ? streamed(call, answer) : unary(call, answer)
    const asItIs = (bytes: Buffer): Buffer => bytes
    server.register(path, handler, asItIs, asItIs, isStream ? 'clientStream' : 'unary')
  }
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure())
  return (socket) => injector.injectConnection(socket)
}

const unary =
  (call: GnoiCall, answer: Answer): Grpc.handleUnaryCall<Buffer, Buffer> =>
  (asked, callback) =>
    reply(answer(call, readFields(asked.request), clientOf(asked)), callback)

/** SONiC's server reads one message of the stream and answers. */
const streamed =
  (call: GnoiCall, answer: Answer): Grpc.handleClientStreamingCall<Buffer, Buffer> =>
  (asked, callback) =>
    asked.once('data', (first: Buffer) =>
      reply(answer(call, readFields(first), clientOf(asked)), callback),
    )

function reply(answer: Promise<Buffer>, callback: Grpc.sendUnaryData<Buffer>): void {
  answer.then(
    (bytes) => callback(null, bytes),
    (error: Error) => {
      const code = grpcStatus[error instanceof GnoiFailure ? error.status : 'INTERNAL']
      callback({ code, details: error.message })
    },
  )
}

const clientOf = (call: {
  getAuthContext(): { sslPeerCertificate?: { subject: { CN?: string | string[] } } | undefined }
}): string | undefined => {
  const name = call.getAuthContext().sslPeerCertificate?.subject.CN
  return Array.isArray(name) ? name[0] : name
}
