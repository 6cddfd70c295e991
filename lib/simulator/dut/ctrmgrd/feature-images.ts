import type { CommandRunner } from './command-runner'
import type { CtrmgrdLog } from './ctrmgrd-log'

interface ListedImage {
  readonly repository: string
  readonly tag: string
  readonly id: string
}

/** kube_commands' tag_latest and clean_image: what Kubernetes brought becomes the local image, older ones go. */
export class FeatureImages {
  constructor(
    private readonly runner: CommandRunner,
    private readonly log: CtrmgrdLog,
  ) {}

  async tagLatest(
    feature: string,
    containerId: string,
    version: string,
  ): Promise<'done' | 'not running' | 'failed'> {
    const { stdout: running } = await this.runner.runList(['docker', 'ps'])
    if (!containerId || !running.includes(containerId)) {
      this.log.command('tag_latest', `New version ${version} is not running.`)
      return 'not running'
    }
    const image = await this.#imageOf(containerId)
    if (!image) return this.#fail(`Failed to inspect container:${containerId} to get image id.`)
    const listed = (await this.#list()).find(({ id }) => id === image)
    if (!listed) return this.#fail(`Failed to docker images |grep ${image} to get image repo.`)
    const latest = `${listed.repository.split('/').at(-1)}:latest`
    const { exitCode, stderr } = await this.runner.runList(['docker', 'tag', image, latest])
    if (exitCode !== 0)
      return this.#fail(`Failed to tag ${latest}:${version} to latest. Err: ${stderr.trim()}`)
    this.log.command('tag_latest', `docker tag ${image} ${latest} successfully`)
    return (await this.#removeLocal(feature)) ? 'done' : 'failed'
  }

  /** Keeps the current and the last version; goes by the tags, whatever IMAGE_VERSION says (real-lab-containers.md 13). */
  async clean(feature: string, current: string, last: string): Promise<boolean> {
    const { stdout } = await this.runner.run(
      `docker images |grep ${feature} |grep -v latest |awk '{print $1,$2,$3}'`,
    )
    const images = stdout.trim().split('\n').map(imageOfLine)
    const remote = new Map<string, ListedImage>()
    const local = new Map<string, ListedImage>()
    for (const image of images)
      (image.repository.includes('/') ? remote : local).set(image.tag, image)
    const running = remote.get(current)
    if (!running) return this.#cleaned(`Current version ${current} doesn't exist.`)
    remote.delete(current)
    const [mine] = local.values()
    if (mine) return this.#replaceLocal(feature, mine, remote.has(mine.tag), running.repository)
    remote.delete(last)
    const ids = [...remote.values()].map(({ id }) => id)
    if (ids.length > 0) {
      const { exitCode, stderr } = await this.runner.run(`docker rmi ${ids.join(' ')} --force`)
      if (exitCode !== 0)
        return this.#dirty(`Failed to clean ${feature} old version images. Err: ${stderr.trim()}`)
    }
    return this.#cleaned(`Clean ${feature} old version images successfully`)
  }

  /** The first time only the local version's tag goes, or takes the place of the same version that was pulled. */
  async #replaceLocal(
    feature: string,
    { repository, tag, id }: ListedImage,
    isPulled: boolean,
    prefix: string,
  ): Promise<boolean> {
    const pulled = `${prefix}:${tag}`
    const { exitCode, stderr } = await this.runner.run(
      isPulled
        ? `docker rmi ${pulled} && docker tag ${id} ${pulled} && docker rmi ${repository}:${tag}`
        : `docker rmi ${repository}:${tag}`,
    )
    if (exitCode !== 0)
      return this.#dirty(`Failed to tag ${feature} local version images. Err: ${stderr.trim()}`)
    this.log.command('_do_clean', `Tag ${feature} local version images successfully`)
    return this.#cleaned('')
  }

  async #removeLocal(feature: string): Promise<boolean> {
    const { stdout, stderr } = await this.runner.runList(['docker', 'inspect', feature])
    if (stderr.startsWith('Error: No such object')) {
      const text = `Origin local ${feature} container has been removed before`
      this.log.command('tag_latest', text)
      return true
    }
    const [container] = JSON.parse(stdout) as { State: { Running: boolean } }[]
    if (container?.State.Running)
      return this.#dirty(`Feature ${feature} container is running, it's unexpected`, 'tag_latest')
    const removed = await this.runner.runList(['docker', 'rm', feature])
    if (removed.exitCode !== 0)
      return this.#dirty(
        `Failed to docker rm ${feature}. Err: ${removed.stderr.trim()}`,
        'tag_latest',
      )
    this.log.command('tag_latest', `Remove origin local ${feature} container successfully`)
    return true
  }

  async #imageOf(containerId: string): Promise<string | undefined> {
    const { stdout, exitCode } = await this.runner.runList(['docker', 'inspect', containerId])
    if (exitCode !== 0) return undefined
    const [container] = JSON.parse(stdout) as { Image: string }[]
    return container?.Image.replace('sha256:', '').slice(0, 12)
  }

  async #list(): Promise<ListedImage[]> {
    const { stdout } = await this.runner.runList(['docker', 'images'])
    return stdout.trim().split('\n').slice(1).map(imageOfLine)
  }

  #fail(why: string): 'failed' {
    this.log.error('tag_latest', why)
    return 'failed'
  }

  #cleaned(text: string): true {
    this.log.command('clean_image', text)
    return true
  }

  #dirty(why: string, caller = 'clean_image'): false {
    this.log.error(caller, why)
    return false
  }
}

const imageOfLine = (line: string): ListedImage => {
  const [repository = '', tag = '', id = ''] = line.trim().split(/\s+/)
  return { repository, tag, id }
}
