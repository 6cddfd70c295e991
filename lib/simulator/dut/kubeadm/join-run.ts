import type { FileSystem } from '../../file-system/file-system'
import { ApiFailure } from '../api-access'
import type { DutParts } from '../dut-parts'
import type { KubeletService } from '../kubelet/kubelet-service'
import { JoinError } from './join-error'

/** Where lines are printed as they come. */
export interface Lines {
  push(...lines: readonly string[]): void
}

/** One run of `kubeadm join`: what it works with, and where it prints. */
export interface JoinRun {
  readonly parts: DutParts
  readonly kubelet: KubeletService
  readonly signal: AbortSignal
  /** The device's files as this process sees them: none can be written once it was killed. */
  readonly fs: FileSystem
  readonly nodeName: string
  readonly pid: number
  readonly out: Lines
  readonly err: Lines
}

/** Turns a refusal of the API server into the failure of a phase. */
export async function inPhase<T>(
  phase: JoinError['phase'],
  before: string,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof ApiFailure) throw new JoinError(phase, `${before}${error.message}`)
    throw error
  }
}
