using BenchmarkDotNet.Running;
using Helpdesk.Core.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(World).Assembly).Run(args);
