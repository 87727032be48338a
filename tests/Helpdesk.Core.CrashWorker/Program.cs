using Helpdesk.Core.CrashWorker;

var options = WorkerOptions.Parse(args);
using var journal = new Journal(options.Journal);
var worker = new Worker(options, journal);
return await worker.RunAsync();
