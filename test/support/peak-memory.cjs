process.on('exit', () => {
  console.error(`peak memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
});
