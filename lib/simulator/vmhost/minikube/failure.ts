/** minikube gives up: `X Exiting due to <id>: <message>` and the exit code of that reason. */
export class MinikubeFailure extends Error {
  constructor(
    readonly exitCode: number,
    readonly id: string,
    message: string,
    readonly suggestion?: string,
  ) {
    super(message)
  }
}
