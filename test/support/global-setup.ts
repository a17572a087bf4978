import { startMariadbOnDemand } from './mariadb';

export default () => startMariadbOnDemand();
