/** A phase of `kubeadm join` failed; the message is what stands after `error execution phase PHASE: `. */
export class JoinError extends Error {
  constructor(
    readonly phase: 'preflight' | 'kubelet-start',
    message: string,
  ) {
    super(message)
  }
}
