import { Agent as HttpAgent, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { DomainError } from '../../common/errors/domain-error.js';
import { registryUnavailable } from './registry-faults.js';

/** Where one fetch may go, and how much it may bring. */
export interface Guard {
  /** Origins that may be asked, those of redirects among them. */
  readonly origins: ReadonlySet<string>;
  /** Bytes of the body of each answer, as they come over the wire. */
  readonly mostBytes: number;
  readonly tooLarge: () => DomainError;
}

/** What Node calls for each request of an agent; its types leave it out. */
interface Requesting {
  addRequest(request: ClientRequest, ...rest: unknown[]): void;
}

/**
 * The connections of one fetch. npm's client follows redirects and reads bodies of any size; here each request is
 * held against the origins before anything is sent, and each body is counted while it comes.
 */
export class GuardedConnections {
  /** Rejects once something was asked for or answered that may not be. */
  readonly broken: Promise<never>;
  /** What that was; null while all is well. */
  fault: DomainError | null = null;
  private break!: (error: DomainError) => void;
  private readonly agents: readonly [HttpAgent, HttpsAgent];

  constructor(private readonly guard: Guard) {
    this.broken = new Promise((_resolve, reject) => (this.break = reject));
    this.broken.catch(() => undefined);
    this.agents = [this.guarded(new HttpAgent()), this.guarded(new HttpsAgent())];
  }

  /** The agent for a request to this address: npm's client asks for each, redirects too. */
  readonly agentFor = ({ origin, protocol }: URL): HttpAgent => {
    if (!this.guard.origins.has(origin)) {
      const detail = 'The registry leads to another host, which this server does not install from.';
      throw this.refuse(registryUnavailable('redirected', detail));
    }
    return protocol === 'https:' ? this.agents[1] : this.agents[0];
  };

  close(): void {
    for (const agent of this.agents) agent.destroy();
  }

  private guarded<A extends HttpAgent>(agent: A): A {
    const requesting = agent as unknown as Requesting;
    const addRequest = requesting.addRequest.bind(agent);
    requesting.addRequest = (request, ...rest) => {
      request.once('response', (response) => this.count(response));
      addRequest(request, ...rest);
    };
    return agent;
  }

  private count(response: IncomingMessage): void {
    if (response.headers['content-encoding'] !== undefined) {
      // Asked for as it is: what is packed once more could unpack to any size.
      const detail = 'The registry compresses its answers although it was asked not to.';
      response.destroy(this.refuse(registryUnavailable('not-a-registry', detail)));
      return;
    }
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > this.guard.mostBytes) response.destroy(this.refuse(this.guard.tooLarge()));
    });
  }

  private refuse(error: DomainError): DomainError {
    this.fault ??= error;
    this.break(this.fault);
    return error;
  }
}
