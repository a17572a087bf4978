import { offerMariadb } from './mariadb';

export default () => offerMariadb();
