namespace Helpdesk.Core.Testing;

/// <summary>An adapter breaks a promise of its port.</summary>
public sealed class ConformanceException(string message) : Exception(message);
