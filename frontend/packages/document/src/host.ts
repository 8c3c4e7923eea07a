/** The browser as the world around a room. */
import type { Host } from './world.ts';

/** The browser as a host. */
export function browserHost(): Host {
  return {
    now: () => performance.now(),
    random: () => Math.random(),
    after: (milliseconds, act) => {
      const timer = setTimeout(act, milliseconds);
      return () => clearTimeout(timer);
    },
    connect: (address, listener) => {
      const socket = new WebSocket(address);
      socket.binaryType = 'arraybuffer';
      socket.onopen = () => listener.opened();
      socket.onmessage = (event: MessageEvent<unknown>) => {
        if (event.data instanceof ArrayBuffer) listener.received(new Uint8Array(event.data));
      };
      socket.onclose = (event) => listener.closed(event.code);
      return { send: (frame) => socket.send(frame as Uint8Array<ArrayBuffer>), close: () => socket.close() };
    },
  };
}
