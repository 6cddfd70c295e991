/** What a kubelet knows of the machine it runs on. */
export interface NodeDescription {
  /** Whether the node has a CNI configuration; absent: it needs none. */
  readonly hasNetworkConfiguration?: () => boolean
  /** The node's name: the host name in lower case. */
  readonly name: string
  /** The InternalIP, by `--node-ip` or the machine's first address. */
  readonly address: string
  readonly kubeletVersion: string
  readonly containerRuntimeVersion: string
  readonly osImage: string
  readonly kernelVersion: string
  readonly machineId: string
  readonly bootId: string
  readonly cpus?: number
  readonly memoryKi?: number
  /** Labels besides the five that every node has. */
  readonly labels?: Readonly<Record<string, string>>
  readonly images?: () => { names: string[]; sizeBytes: number }[]
}
