/**
 * Writes the messages of a packet into one buffer, so that the socket is written to once: each write costs as much as a small statement.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export class PacketWriter {
  #bytes = Buffer.allocUnsafe(4096);
  #length = 0;
  #begun = 0;

  /** Prepares a statement under a name; the empty name is prepared each time. */
  parse(name: string, text: string): void {
    this.#begin('P');
    this.#text(name);
    this.#text(text);
    // The types of parameters are inferred.
    this.#int16(0);
    this.#end();
  }

  /** Binds values to a prepared statement. Results come as text. */
  bind(name: string, values: readonly (string | Buffer | null)[]): void {
    this.#begin('B');
    this.#text('');
    this.#text(name);
    this.#int16(values.length);
    for (const value of values) this.#int16(Buffer.isBuffer(value) ? 1 : 0);
    this.#int16(values.length);
    for (const value of values) this.#value(value);
    this.#int16(0);
    this.#end();
  }

  /** Asks for the columns of what is bound. */
  describe(): void {
    this.#begin('D');
    this.#text('P');
    this.#end();
  }

  /** Runs what is bound. */
  execute(): void {
    this.#begin('E');
    this.#text('');
    this.#int32(0);
    this.#end();
  }

  /** Ends the packet. */
  sync(): void {
    this.#begin('S');
    this.#end();
  }

  /** All that was written. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #begin(type: string): void {
    this.#room(5);
    this.#bytes[this.#length] = type.charCodeAt(0);
    this.#begun = this.#length + 1;
    this.#length += 5;
  }

  #end(): void {
    this.#bytes.writeInt32BE(this.#length - this.#begun, this.#begun);
  }

  #int16(value: number): void {
    this.#room(2);
    this.#length = this.#bytes.writeInt16BE(value, this.#length);
  }

  #int32(value: number): void {
    this.#room(4);
    this.#length = this.#bytes.writeInt32BE(value, this.#length);
  }

  /** A text that ends with a zero. */
  #text(text: string): void {
    // A character takes three bytes at most for each unit of a string.
    this.#room(text.length * 3 + 1);
    this.#length += this.#bytes.write(text, this.#length, 'utf8');
    this.#bytes[this.#length] = 0;
    this.#length += 1;
  }

  #value(value: string | Buffer | null): void {
    if (value === null) {
      this.#int32(-1);
      return;
    }
    this.#room(4 + value.length * 3);
    const at = this.#length;
    this.#length += 4;
    const written =
      typeof value === 'string'
        ? this.#bytes.write(value, this.#length, 'utf8')
        : value.copy(this.#bytes, this.#length);
    this.#length += written;
    this.#bytes.writeInt32BE(written, at);
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, this.#length + more));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
