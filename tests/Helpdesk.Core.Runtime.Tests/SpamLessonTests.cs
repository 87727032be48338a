using Helpdesk.Core.Messages;
using Helpdesk.Core.Runtime.Hosting;
using Helpdesk.Core.Runtime.Storage;
using Helpdesk.Core.Spam;
using Microsoft.Extensions.DependencyInjection;

namespace Helpdesk.Core.Runtime.Tests;

public sealed class SpamLessonTests
{
    private const string Configuration =
        """
        {"version":1,"departments":[{"id":"support"}],"mailboxes":[{"address":"support@acme.example","department":"support"}],
         "templates":{"a":{"subject":"s","text":"t"}},"notices":{"acknowledgement":"a"},"spam":{"headers":false}}
        """;

    [Theory]
    [InlineData("false", "true")]
    [InlineData("true", "false")]
    public async Task A_lesson_is_taken_back_as_it_was_taught_whatever_is_read_by_now(string before, string after)
    {
        var store = new InMemoryStore();
        await using (var host = Host(store, before))
        {
            Assert.True(await host.GetRequiredService<Intake>().TeachAsync(Mail("cheap pills"), SpamClass.Spam));
            Assert.True((await ModelAsync(store)).DistinctFeatures > 0);
        }

        await using var later = Host(store, after);
        Assert.True(await later.GetRequiredService<Intake>().TeachAsync(Mail("cheap pills"), null));
        Assert.Equal(SpamModel.Empty.ToBytes(), (await ModelAsync(store)).ToBytes());
    }

    [Fact]
    public async Task What_was_taught_with_other_text_is_not_taken_back()
    {
        var store = new InMemoryStore();
        await using var host = Host(store, "false");
        var intake = host.GetRequiredService<Intake>();
        await intake.TeachAsync(Mail("cheap pills"), SpamClass.Spam);
        var taught = (await ModelAsync(store)).ToBytes();
        await Assert.ThrowsAsync<InvalidOperationException>(() => intake.TeachAsync(Mail("a question"), null));
        Assert.Equal(taught, (await ModelAsync(store)).ToBytes());
    }

    [Fact]
    public async Task The_host_can_ask_how_far_the_filter_has_come()
    {
        await using var host = Host(new InMemoryStore(), "false");
        var intake = host.GetRequiredService<Intake>();
        Assert.StartsWith("0 of 24 taught", await intake.ReadSpamProgressAsync(), StringComparison.Ordinal);
        await intake.TeachAsync(Mail("cheap pills"), SpamClass.Spam);
        Assert.StartsWith("1 of 24 taught", await intake.ReadSpamProgressAsync(), StringComparison.Ordinal);
    }

    private static ServiceProvider Host(IHelpdeskStore store, string headers) => new ServiceCollection()
        .AddSingleton(store)
        .AddHelpdesk(o => o.Configuration = Configuration.Replace("\"headers\":false", $"\"headers\":{headers}", StringComparison.Ordinal))
        .BuildServiceProvider();

    private static async Task<SpamModel> ModelAsync(InMemoryStore store) =>
        (await store.ReadSpamModelAsync(new TenantId("default")))?.Over(SpamModel.Empty) ?? SpamModel.Empty;

    private static InboundMessage Mail(string text) => new()
    {
        Channel = new ChannelAddress(ChannelAddress.Mail, "support@acme.example"),
        DuplicateKey = "m1",
        ExternalId = "m1",
        From = Address.Mail("seller@pills.example"),
        Subject = "Offer",
        Text = text,
        Headers = [new MessageHeader("X-Mailer", "bulk")],
    };
}
