import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from './database.js';

/** Closes the database when everything else has ended, so that SQLite’s file holds all that its log held. */
@Injectable()
export class DatabaseLifetime implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
