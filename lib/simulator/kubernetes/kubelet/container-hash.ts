import { createHash } from 'node:crypto'
import { type PodContainer } from '../objects'
import { type RuntimeContainer } from './container-runtime'

/** The label by which a kubelet sees, even after its own restart, that a container's spec has changed. */
export const hashLabel = 'annotation.io.kubernetes.container.hash'

export const hashOf = (container: PodContainer): string =>
  createHash('sha256').update(JSON.stringify(container)).digest('hex').slice(0, 8)

/** Whether a container was made of another spec than this. */
export const isOfOtherSpec = ({ labels }: RuntimeContainer, spec: PodContainer): boolean =>
  labels[hashLabel] !== undefined && labels[hashLabel] !== hashOf(spec)
