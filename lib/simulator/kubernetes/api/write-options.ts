import { type Sent } from './decoding/decode-object'

/** `status` takes over only that part of an object, `finalize` all but that; `binding` takes over both. */
export type Subresource = 'status' | 'binding' | 'finalize'

/** How something is written, and for whom. */
export interface WriteOptions extends Sent {
  readonly dryRun?: boolean
  /** Who will own what the write gives or changes; nobody if undefined. */
  readonly manager?: string | undefined
  readonly subresource?: Subresource | undefined
  /** Who asks over the wire: a kubelet may not write everything. */
  readonly user?: string | undefined
  readonly groups?: readonly string[]
  /** What the writer should know is told so. */
  readonly warn?: (text: string) => void
}

/** Where an object is: its namespace is undefined for what belongs to the cluster. */
export interface Place {
  readonly namespace?: string | undefined
  readonly name: string
}
