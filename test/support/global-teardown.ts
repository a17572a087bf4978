export { stopMariadb as default } from './mariadb';
